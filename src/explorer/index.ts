export { type Conclusion, conclude, type Line, type Way } from './conclude.ts';
export { type Cut, cutsOf } from './cuts.ts';
export { Exploration } from './explore.ts';
export { isAlive, type Name, namesAt } from './naming.ts';
export { type Answer, answer, type Question } from './question.ts';
export { type Clash, type Finish, Race } from './race.ts';
export { scheduled } from './schedule.ts';
export { startOf } from './start.ts';
