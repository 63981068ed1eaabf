import { everyPage } from './harness/every-page.ts';

everyPage('zh-CN');
