/** What `npm run test:mutation` does once everything is prepared. */
import { runScript } from '../../scripts/lib/problem.mjs';
import { expectedSurvivors } from './expected-survivors.mjs';
import { withoutEachGuard } from './guards.mjs';
import { withoutEachPermission } from './permissions.mjs';
import { withoutEachRing } from './rings.mjs';

/** @typedef {import('./guards.mjs').Verdict} Verdict */

const minutes = Number(process.env['CRM_MUTATION_MINUTES'] ?? 30);
const started = Date.now();
const timeIsUp = () => Date.now() - started > minutes * 60_000;

/** @param {Verdict} verdict */
const show = ({ name, result, by }) => process.stdout.write(`${result.padEnd(10)} ${name.padEnd(76)} ${by}\n`);

/**
 * @param {readonly Verdict[]} verdicts
 * @returns {number} exit code
 */
function conclude(verdicts) {
	const of = (/** @type {Verdict['result']} */ result) => verdicts.filter((verdict) => verdict.result === result);
	const unexpected = of('survived').filter(({ name }) => expectedSurvivors[name] === undefined);
	process.stdout.write(
		`\n${verdicts.length} rules: ${of('killed').length} missed by a test, ${of('survived').length} not missed, ${of('not tried').length} not tried.\n`,
	);
	for (const { name } of of('survived'))
		process.stdout.write(`not missed: ${name}${expectedSurvivors[name] === undefined ? '' : ` (${expectedSurvivors[name]})`}\n`);
	return unexpected.length > 0 ? 1 : 0;
}

await runScript(async () => {
	const runtime = { node: process.execPath, env: process.env };
	const [only, part] = process.argv.slice(2);
	const wanted = (/** @type {string} */ kind) => only === undefined || only === kind;
	/** @type {Verdict[]} */
	const verdicts = [];
	if (wanted('guards')) verdicts.push(...(await withoutEachGuard(timeIsUp, show, part)));
	if (wanted('rings')) verdicts.push(...(await withoutEachRing(runtime, timeIsUp, show)));
	if (wanted('permissions')) verdicts.push(...(await withoutEachPermission(started + minutes * 60_000, show, part)));
	return conclude(verdicts);
});
