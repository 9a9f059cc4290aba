export { promelaOf } from './promela.ts';
