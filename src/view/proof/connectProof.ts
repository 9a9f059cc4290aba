export { connectExplorer } from '../../store/index.ts';
