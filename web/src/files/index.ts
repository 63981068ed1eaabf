import { lazy } from 'react';
import { loadWords } from '../i18n/index.ts';

/** Shown inside another room's page: brings its own words with it. */
export const Attachments = lazy(async () => {
  const [{ Attachments: component }] = await Promise.all([import('./attachments.tsx'), loadWords('files')]);
  return { default: component };
});
