import { everyPage } from './harness/every-page.ts';

everyPage('en');
