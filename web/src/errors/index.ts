export { Forbidden } from './forbidden.tsx';
export { FailedPage, NotFoundPage } from './pages.tsx';
export { ReadFailed } from './read-failed.tsx';
export { useExplain } from './use-explain.ts';
export { useReadFailure } from './use-read-failure.ts';
export { Waiting } from './waiting.tsx';
