export { EnterSignal } from './enter-signal.tsx';
export { FirstSignalGuide } from './first-signal-guide.tsx';
