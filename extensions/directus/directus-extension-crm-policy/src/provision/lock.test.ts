import { createInternalTables } from '@crm-policy/schema/internal/tables';
import { openPostgres, openSqlite, postgresReachable, type TestDatabase } from '@crm-policy/schema/test-support/databases';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withLock } from './lock.js';

const reachable = await postgresReachable();
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

for (const { name, open, skip } of [
	{ name: 'SQLite', open: openSqlite, skip: false },
	{ name: 'PostgreSQL', open: openPostgres, skip: !reachable },
]) {
	describe.skipIf(skip)(`a lock of the database on ${name}`, () => {
		let database: TestDatabase;
		beforeAll(async () => {
			database = await open();
			await createInternalTables(database.knex);
		});
		afterAll(() => database.close());

		test('lets one at a time work, and all of them in the end', async () => {
			let inside = 0;
			let most = 0;
			const work = async (): Promise<void> => {
				inside += 1;
				most = Math.max(most, inside);
				await sleep(40);
				inside -= 1;
			};
			await Promise.all([1, 2, 3].map(() => withLock(database.knex, 'a', work, { pause: 10 })));
			expect(most).toBe(1);
			expect(await database.knex('crm_locks')).toEqual([]);
		});
		test('is taken over from a holder that died', async () => {
			await database.knex('crm_locks').insert({ name: 'b', holder: 'dead', until: Date.now() - 1 });
			expect(await withLock(database.knex, 'b', async () => 'done')).toBe('done');
		});
		test('is renewed for as long as the work takes', async () => {
			const slow = withLock(database.knex, 'c', () => sleep(300), { expiry: 90 });
			await sleep(150);
			await expect(withLock(database.knex, 'c', async () => 'in', { pause: 10, patience: 60 })).rejects.toThrow('has held the lock');
			await slow;
		});
		test('that is lost to another is noticed', async () => {
			const work = async (): Promise<void> => {
				await database.knex('crm_locks').where({ name: 'd' }).update({ holder: 'another' });
				await sleep(80);
			};
			await expect(withLock(database.knex, 'd', work, { expiry: 60 })).rejects.toThrow('taken over');
		});
		test('is given back when the work fails', async () => {
			await expect(withLock(database.knex, 'e', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
			expect(await withLock(database.knex, 'e', async () => 'free')).toBe('free');
		});
	});
}
