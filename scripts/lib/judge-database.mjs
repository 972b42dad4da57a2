/**
 * What a database is to this Directus.
 * @typedef {object} Verdict
 * @property {'ready' | 'empty' | 'half' | 'older' | 'newer' | 'unreachable'} state
 * @property {string} detail the migration that gives a version away, or the reason a database is unreachable; otherwise empty
 */

/**
 * Directus keeps no version number in its database; its migrations tell. Custom migrations (MIGRATIONS_PATH) are dated like Directus' own, so
 * only one that is later than all of Directus' own counts as a newer version.
 * @param {{ tables: readonly string[], migrated: readonly string[], known: readonly string[], hasUsers: boolean }} found
 *   `tables`: those named directus_…; `migrated`: versions the database has; `known`: versions this Directus brings
 * @returns {Verdict}
 */
export function judgeDatabase({ tables, migrated, known, hasUsers }) {
	if (tables.length === 0) return { state: 'empty', detail: '' };
	const last = known.toSorted().at(-1) ?? '';
	const later = migrated.toSorted().find((version) => version > last);
	if (later !== undefined) return { state: 'newer', detail: later };
	const missing = known.toSorted().find((version) => !migrated.includes(version));
	// The first administrator is the last thing an installation makes.
	if (!hasUsers) return { state: 'half', detail: missing ?? '' };
	if (missing !== undefined) return { state: 'older', detail: missing };
	return { state: 'ready', detail: '' };
}
