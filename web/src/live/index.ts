export { openLive, useLive } from './connection.ts';
export { LiveBadge } from './live-badge.tsx';
