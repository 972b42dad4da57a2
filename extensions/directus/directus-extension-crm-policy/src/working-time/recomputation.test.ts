import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPostgres, openSqlite, postgresReachable, type TestDatabase } from '@crm-policy/schema/test-support/databases';
import { calendarsInForce, calendarsPublishedUntil } from './calendars.js';
import { deadlinesOnOldCalendars } from './recomputation.js';

const databases = [
	['sqlite', openSqlite, true],
	['postgres', openPostgres, await postgresReachable()],
] as const;

const service = randomUUID();
const sales = randomUUID();

async function tables(knex: Knex): Promise<void> {
	await knex.schema.createTable('crm_work_calendars', (table) => {
		table.uuid('id').primary();
		table.string('status');
		table.date('published_until');
	});
	await knex.schema.createTable('crm_work_calendar_departments', (table) => {
		table.uuid('id').primary();
		table.uuid('calendar');
		table.uuid('applies_to');
	});
	await knex.schema.createTable('cases', (table) => {
		table.uuid('id').primary();
		table.string('status');
		table.uuid('department');
		table.uuid('work_calendar');
	});
}

for (const [name, open, reachable] of databases) {
	describe.skipIf(!reachable)(`running deadlines on ${name}`, () => {
		let database: TestDatabase;
		beforeAll(async () => {
			database = await open();
			await tables(database.knex);
		});
		afterAll(() => database.close());
		beforeEach(async () => {
			for (const table of ['cases', 'crm_work_calendar_departments', 'crm_work_calendars']) await database.knex(table).delete();
		});

		const calendar = async (status: string, departments: readonly string[], until: string | null = '2026-12-31'): Promise<string> => {
			const id = randomUUID();
			const [year = 1970, month = 1, day = 1] = (until ?? '').split('-').map(Number);
			await database
				.knex('crm_work_calendars')
				.insert({ id, status, published_until: until === null ? null : new Date(year, month - 1, day) });
			for (const applies_to of departments) {
				await database.knex('crm_work_calendar_departments').insert({ id: randomUUID(), calendar: id, applies_to });
			}
			return id;
		};

		const running = async (department: string | null, work_calendar: string | null, status = 'open'): Promise<string> => {
			const id = randomUUID();
			await database.knex('cases').insert({ id, status, department, work_calendar });
			return id;
		};

		const outdated = async (most = 10): Promise<readonly string[]> =>
			(
				await deadlinesOnOldCalendars(database.knex, { collection: 'cases', states: ['open'] }, await calendarsInForce(database.knex), most)
			).toSorted();

		it('are found when their calendar is replaced, for departments with and without one of their own', async () => {
			const old = await calendar('superseded', []);
			const company = await calendar('published', []);
			const own = await calendar('published', [service]);
			const expected = [await running(sales, old), await running(null, old), await running(service, old)];
			await running(sales, company);
			await running(null, company);
			await running(service, own);
			expect(await outdated()).toEqual(expected.toSorted());
		});

		it('are found when a department gets its own calendar, and again when it loses it', async () => {
			const company = await calendar('published', []);
			const case_ = await running(service, company);
			expect(await outdated()).toEqual([]);
			const own = await calendar('published', [service]);
			expect(await outdated()).toEqual([case_]);
			await database.knex('cases').where({ id: case_ }).update({ work_calendar: own });
			expect(await outdated()).toEqual([]);
			await database.knex('crm_work_calendars').where({ id: own }).update({ status: 'superseded' });
			expect(await outdated()).toEqual([case_]);
		});

		it('that have ended, or were never counted, stay as they are', async () => {
			const old = await calendar('superseded', []);
			await calendar('published', []);
			await running(sales, old, 'closed');
			await running(sales, null);
			expect(await outdated()).toEqual([]);
		});

		it('are left alone while no calendar applies to them', async () => {
			const old = await calendar('superseded', []);
			await running(sales, old);
			expect(await outdated()).toEqual([]);
			await calendar('published', [service]);
			expect(await outdated()).toEqual([]);
		});

		it('come in bounded numbers', async () => {
			const old = await calendar('superseded', []);
			await calendar('published', []);
			for (let made = 0; made < 4; made++) await running(sales, old);
			expect(await outdated(3)).toHaveLength(3);
		});

		it('are safe until the earliest day to which every calendar in force is published', async () => {
			expect(await calendarsPublishedUntil(database.knex)).toBeNull();
			await calendar('published', [], '2027-12-31');
			await calendar('published', [service], '2026-12-31');
			await calendar('superseded', [], '2025-12-31');
			expect(await calendarsPublishedUntil(database.knex)).toBe('2026-12-31');
			await calendar('published', [sales], null);
			expect(await calendarsPublishedUntil(database.knex)).toBeNull();
		});
	});
}
