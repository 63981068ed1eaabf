import { lazy } from 'react';

export { EnterSignal } from './enter-signal.tsx';
export { FirstSignalGuide } from './first-signal-guide.tsx';
export { TraceView } from './trace-view.tsx';

/** Why, and why not: parts of their own, so that the desk does not load them. */
export const ExplainForm = lazy(() =>
  import('./explain-form.tsx').then((part) => ({ default: part.ExplainForm })),
);
export const ExplainStored = lazy(() =>
  import('./explain-stored.tsx').then((part) => ({ default: part.ExplainStored })),
);
