import { internalTables } from '@crm-policy/schema/internal/tables';

const hostDefault = ['spatial_ref_sys', 'sysdiagrams'];

/**
 * Adds our internal tables to those Directus does not see, in the settings of the running process. An operator who forgets
 * `DB_EXCLUDE_TABLES` would otherwise let every administrator write tickets through the API.
 */
export function excludeInternalTables(env: Record<string, unknown>): void {
	const present = env['DB_EXCLUDE_TABLES'];
	const listed = Array.isArray(present)
		? present.map(String)
		: typeof present === 'string' && present !== ''
			? present.split(',')
			: hostDefault;
	env['DB_EXCLUDE_TABLES'] = [...new Set([...listed.map((name) => name.trim()), ...internalTables])];
}
