import { join } from 'node:path';
import { createViteServer } from 'vitest/node';
import { root } from './project.mjs';

/**
 * Does something with modules of the project that are TypeScript, loaded the way the tests load them.
 * @template T
 * @param {(load: (path: string) => Promise<Record<string, unknown>>) => Promise<T>} work `path` is relative to the repository
 * @returns {Promise<T>}
 */
export async function withSources(work) {
	const server = await createViteServer({
		root,
		configFile: false,
		logLevel: 'error',
		appType: 'custom',
		server: { middlewareMode: true, watch: null, ws: false },
	});
	try {
		return await work((path) => server.ssrLoadModule(join(root, path)));
	} finally {
		await server.close();
	}
}
