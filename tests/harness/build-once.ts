import { ensureBundle } from '../../scripts/lib/bundle.mjs';
import { placeProgram } from '../../scripts/lib/host-installations.mjs';
import { hostUnderTest } from './host.js';

/** Before the first test: the extension is built from the present sources, and the Directus under test has the present program that runs it. */
export async function setup(): Promise<void> {
	await ensureBundle({ node: process.execPath, env: { ...process.env } });
	await placeProgram(hostUnderTest());
}
