/** What browser journeys stand on: a real server with a fresh database, people, windows, and axe. */
export { launchBrowser } from '../scripts/browser.ts';
export { accessibilityFaults } from './harness/accessibility.ts';
export { type Account, type Centre, setUpCentre, startCentre } from './harness/centre.ts';

export { exampleSignals } from './harness/examples.ts';
export { type Look, languages, openWindow, schemes, type Window, widths } from './harness/pages.ts';
export { type Server, startServer } from './harness/server.ts';
export { codeOf, untilCodeLasts } from './harness/totp.ts';
export { readWorkbook } from './harness/xlsx.ts';
