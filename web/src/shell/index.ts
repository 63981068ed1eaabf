export { NoRoom } from './no-room.tsx';
export { homeFor } from './rooms.ts';
export { ShellLayout } from './shell-layout.tsx';
