import { ensureBundle } from '../../scripts/lib/bundle.mjs';

/** Before the first test: the extension is built from the present sources. */
export async function setup(): Promise<void> {
	await ensureBundle({ node: process.execPath, env: { ...process.env } });
}
