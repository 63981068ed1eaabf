// Stands in for a thread that runs out of memory: it says that it is ready and ends with the first body in its hands.
import { parentPort } from 'node:worker_threads';

parentPort?.once('message', () => {
  throw new Error('no memory left');
});
parentPort?.postMessage('ready');
