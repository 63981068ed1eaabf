import { run } from './signals.ts'; console.log(await run());
