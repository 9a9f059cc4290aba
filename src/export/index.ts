export { promelaOf } from './promela.ts';
export { tlaOf } from './tla.ts';
