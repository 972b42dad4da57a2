import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

/** The name of the right in the host's licence. */
const right = 'custom_permission_rules_enabled';

const hasMethod = (value: unknown, name: string): boolean =>
	typeof value === 'object' && value !== null && typeof (value as Readonly<Record<string, unknown>>)[name] === 'function';

/** What we use of the host's own module; it keeps the licence in force in memory, so that asking costs nothing. */
const licenceModule = z.object({ getEntitlementManager: z.custom<() => unknown>((value) => typeof value === 'function') });
const entitlementManager = z.custom<{ isEntitled(name: string): unknown }>((value) => hasMethod(value, 'isEntitled'));

/** Reads whether the licence gives the right to custom permission rules at this moment: keys are entered and expire while the host runs. */
export type ReadRight = () => boolean | null;

const notThere = new Set<unknown>(['MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED']);

function resolve(from: string, name: string): string | null {
	try {
		return createRequire(from).resolve(name);
	} catch (error) {
		if (error instanceof Error && 'code' in error && notThere.has(error.code)) return null;
		throw error;
	}
}

/** The running host's file behind a name, found from the program that runs; its API package is beside it or beside `directus`. */
function hostFile(name: string, program: string): string | null {
	const beside = resolve(program, name);
	if (beside !== null) return beside;
	const directus = resolve(program, 'directus/package.json');
	return directus === null ? null : resolve(directus, name);
}

/**
 * Finds the licence of the running host. Extensions are told nothing about it: `/server/info` leaves this right out, `/license` wants an
 * administrator's request, and the token in the settings is the vendor's to verify. So the module is asked that the host itself decides with.
 * Where there is none (Directus 11, or a later host that moved it) the right reads as null.
 * @param program the file the process runs
 */
export async function licenceOf(program: string): Promise<ReadRight> {
	const file = hostFile('@directus/api/license/index', program);
	if (file === null) return () => null;
	const loaded: unknown = await import(pathToFileURL(file).href);
	const module = licenceModule.safeParse(loaded);
	if (!module.success) return () => null;
	return () => {
		const manager = entitlementManager.safeParse(module.data.getEntitlementManager());
		const entitled = manager.success ? manager.data.isEntitled(right) : null;
		return typeof entitled === 'boolean' ? entitled : null;
	};
}
