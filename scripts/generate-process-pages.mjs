/**
 * `npm run docs`: a page for each process, the overview of them and the table of clauses, from the declarations in extensions/rules, and the page of
 * the host guard from its own.
 */
import { runScript } from './lib/problem.mjs';
import { runProgram } from './lib/run-program.mjs';

await runScript(() => runProgram('scripts/docs/write-pages.mjs'));
