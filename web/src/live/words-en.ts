import type { SameWords } from '../i18n/index.ts';
import type { words as zh } from './words-zh.ts';

export const words: SameWords<typeof zh> = {
  state: { opening: 'Connecting', live: 'Live', waiting: 'Connection lost, reconnecting' },
  about: {
    opening: 'The live connection is being opened.',
    live: 'New warnings and the work of others appear at once.',
    waiting: 'What is on screen may be old; it catches up when the connection is back.',
  },
};
