import { describe, expect, it } from 'vitest';
import { judgeDatabase } from './judge-database.mjs';

const known = ['20201028A', '20240305A', '20260211A'];
const tables = ['directus_collections', 'directus_migrations', 'directus_users'];

describe('what a database is to this Directus', () => {
	it.each([
		['without any of its tables', { tables: [], migrated: [], hasUsers: false }, 'empty', ''],
		['with all migrations and a user', { tables, migrated: known, hasUsers: true }, 'ready', ''],
		['with all migrations and no user', { tables, migrated: known, hasUsers: false }, 'half', ''],
		['with tables and no migrations', { tables: ['directus_collections'], migrated: [], hasUsers: false }, 'half', '20201028A'],
		['with a user and without the last migration', { tables, migrated: known.slice(0, 2), hasUsers: true }, 'older', '20260211A'],
		['with a later migration', { tables, migrated: [...known, '20270101A'], hasUsers: true }, 'newer', '20270101A'],
		['with a later migration and one missing', { tables, migrated: ['20270101A'], hasUsers: true }, 'newer', '20270101A'],
		["with a customer's own earlier migration", { tables, migrated: [...known, '20250101Z'], hasUsers: true }, 'ready', ''],
	])('%s', (_description, found, state, detail) => {
		expect(judgeDatabase({ known, ...found })).toEqual({ state, detail });
	});
});
