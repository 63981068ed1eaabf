export { Bell } from './bell.tsx';
export { notifyRoute } from './routes.ts';
