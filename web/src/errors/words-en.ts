import type { SameWords } from '../i18n/index.ts';
import type { words as zh } from './words-zh.ts';

export const words: SameWords<typeof zh> = {
  code: {
    UNAUTHORIZED: 'Your session is over. Sign in again; what you typed is kept.',
    FORBIDDEN: 'Your role may not do this.',
    NOT_FOUND: 'Not found, or outside your area.',
    TOO_MANY_REQUESTS: 'Too many requests. Wait a moment and try again.',
    BAD_REQUEST: 'Something typed did not pass the check. Nothing was saved; correct it and try again.',
    INSUFFICIENT_STORAGE:
      'The disk of the server is full: what you just did was not saved. Tell the system administrator and try again later.',
    BUSY: 'The system is too busy and this step was not completed. Narrow it down, or try again later.',
    IDENTIFIER_IN_LIST: 'Numbers, documents and accounts are not looked for in a list. Use the page Search.',
    OFFLINE: 'The server cannot be reached. Your last step was not saved; check the network and try again.',
    SERVER: 'The server failed. Your last step was not saved; try again, then tell the administrator.',
    OTHER: 'That did not work and was not saved. Please try again.',
  },
  read: {
    title: 'Nothing could be read',
    offline: 'The server cannot be reached. Everything saved is safe; try again when the network is back.',
    server: 'The server failed to answer. Everything saved is safe.',
  },
  down: {
    title: 'The server cannot be reached',
    body: 'The browser got no answer from the server. All saved work is safe.',
    advice: 'Check the network; if others cannot open it either, tell the system administrator.',
  },
  notFound: {
    title: 'No such page',
    body: 'The address may be wrong, or the page has moved.',
    home: 'Go to the start',
  },
  forbidden: {
    title: 'Your role cannot see this page',
    body: 'Nothing is broken. Ask someone who may, or ask the system administrator to change your role.',
    who: 'Roles that may: {{roles}}',
  },
};
