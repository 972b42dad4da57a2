import { endWithNpm } from './abandoned.mjs';

/**
 * Something that keeps a script from going on and that a person can do something about.
 * Scripts print its sentence alone; any other error is a defect and is printed with its stack.
 */
export class Problem extends Error {
	/** @param {string} sentence what is wrong and what to do, in the language of the demo */
	constructor(sentence) {
		super(sentence);
		this.name = 'Problem';
	}
}

/**
 * Runs a script's main function and turns its outcome into an exit code: what it returns, 1 for a problem, 2 for a defect.
 * @param {() => Promise<number>} main
 */
export async function runScript(main) {
	endWithNpm();
	try {
		process.exitCode = await main();
	} catch (error) {
		if (error instanceof Problem) {
			process.stderr.write(`\n✖ ${error.message}\n`);
			process.exitCode = 1;
		} else {
			process.stderr.write(`\n${error instanceof Error ? error.stack : String(error)}\n`);
			process.exitCode = 2;
		}
	}
}
