export { NoRoom } from './no-room.tsx';
export { roomsFor } from './rooms.ts';
export { ShellLayout } from './shell-layout.tsx';
