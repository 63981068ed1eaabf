/** Methods and paths of the contract; vite.config.ts leaves its schemas out of the browser's copy. */
export { contract } from '@lanzha/contract';
