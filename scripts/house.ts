// `npm run house`: the project measured against its own style; `-- --check` fails where a limit is broken.
import { join } from 'node:path';
import { printSurvey } from './house/print.ts';
import { survey } from './house/survey.ts';

const result = await survey(join(import.meta.dirname, '..'));
console.log(printSurvey(result));
if (result.faults.length > 0) console.log(`\n${result.faults.map((fault) => `✗ ${fault}`).join('\n')}`);
if (process.argv.includes('--check') && result.faults.length > 0) process.exitCode = 1;
