export { type Conclusion, conclude, type Line, type Way } from './conclude.ts';
export { Exploration } from './explore.ts';
export { isAlive, type Name, namesAt } from './naming.ts';
export { startOf } from './start.ts';
