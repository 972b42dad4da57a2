import { ensureBundle } from './bundle.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureRuntime } from './runtime.mjs';

/**
 * What start, build and test have in common: the pinned Node, the dependencies, and the extension built from the present sources.
 * @returns {Promise<import('./runtime.mjs').Runtime>}
 */
export async function prepare() {
	const runtime = await ensureRuntime();
	await ensureDependencies(runtime);
	await ensureBundle(runtime);
	return runtime;
}
