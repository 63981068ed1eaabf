export { setupRoute } from './routes.ts';
