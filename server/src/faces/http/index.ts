export { buildServer, type Faces } from './api.ts';
export { type Connections, trackConnections } from './connections.ts';
export { stopListening } from './stop.ts';
