export { listTasks } from './list-tasks.ts';
