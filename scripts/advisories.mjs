/** `npm run advisories`: how the Directus and the libraries we pin stand to the weaknesses listed in docs/advisories; 1 when one is open. */
import { runScript } from './lib/problem.mjs';
import { runProgram } from './lib/run-program.mjs';

await runScript(() => runProgram('scripts/advisories/print-report.mjs'));
