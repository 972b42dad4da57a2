import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createInternalTables } from '../internal/tables.js';
import { contractModel, createTables } from '../test-support/contract-model.js';
import { openPostgres, openSqlite, postgresReachable, type TestDatabase } from '../test-support/databases.js';
import { installGuards, isIntact, removeGuards, verifyGuards } from './install.js';
import { parseRefusal } from './refusal-message.js';
import { guardsFor } from './spec.js';

const spec = guardsFor(contractModel);
const reachable = await postgresReachable();
const databases = [
	{ name: 'SQLite', dialect: 'sqlite', open: openSqlite, skip: false },
	{ name: 'PostgreSQL', dialect: 'postgres', open: openPostgres, skip: !reachable },
];

/** What a write was refused for, as `rule:field`; the database's own words for any other error; null when it was accepted. */
async function refusal(write: PromiseLike<unknown>): Promise<string | null> {
	try {
		await write;
		return null;
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		const parsed = parseRefusal(error.message);
		return parsed === null ? `error: ${error.message}` : `${parsed.rule}:${parsed.collection}:${parsed.field ?? ''}`;
	}
}

for (const { name, dialect, open, skip } of databases) {
	/** For what only one of the two databases can do at all. */
	const only = (wanted: string) => (title: string, work: () => Promise<void>) => {
		if (dialect === wanted) test(title, work);
	};
	const sqliteOnly = only('sqlite');
	const postgresOnly = only('postgres');

	describe.skipIf(skip)(`database guards on ${name}`, () => {
		let database: TestDatabase;
		let knex: Knex;

		beforeAll(async () => {
			database = await open();
			knex = database.knex;
			await createTables(knex, contractModel);
			await createInternalTables(knex);
			await installGuards(knex, spec);
		});
		afterAll(() => database.close());

		/** Does a write as the engine does: ticket and write in one transaction. */
		const ticketed = (collection: string, op: 'insert' | 'update' | 'delete', item: string, write: (trx: Knex) => PromiseLike<unknown>) =>
			knex.transaction(async (trx) => {
				await trx('crm_tickets').insert({ collection, item, op });
				await write(trx);
			});

		const insert = async (collection: string, values: Record<string, unknown> = {}): Promise<string> => {
			const id = randomUUID();
			await knex(collection).insert({ id, ...values });
			return id;
		};
		const row = async (collection: string, id: string): Promise<Record<string, unknown>> => {
			const [found]: readonly Record<string, unknown>[] = await knex<Record<string, unknown>>(collection).where({ id });
			if (found === undefined) throw new Error(`${collection} ${id} is not there`);
			return found;
		};
		const move = (collection: string, id: string, patch: Record<string, unknown>) =>
			ticketed(collection, 'update', id, (trx) => trx(collection).where({ id }).update(patch));
		const contractIn = async (status: string): Promise<string> => {
			const id = await insert('crm_contracts', { title: 'A' });
			if (status !== 'draft') await move('crm_contracts', id, { status, revision: 1 });
			return id;
		};
		const update = (collection: string, id: string, patch: Record<string, unknown>) => knex(collection).where({ id }).update(patch);
		const tickets = async (): Promise<number> => Number((await knex('crm_tickets').count({ count: '*' }).first())?.['count']);

		describe('making a record', () => {
			test('a draft with its defaults is accepted', async () => {
				expect(await refusal(insert('crm_contracts', { title: 'A', department: 'sales', urgent: false, rounds: 0 }))).toBeNull();
			});
			test.each([
				['status', { status: 'effective' }],
				['revision', { revision: 3 }],
				['number', { number: 'C-1' }],
				['reviewed_hash', { reviewed_hash: 'abc' }],
				['urgent', { urgent: true }],
				['rounds', { rounds: 2 }],
			])('is refused when it comes with its own %s', async (field, values) => {
				expect(await refusal(insert('crm_contracts', values))).toBe(`governed-field:crm_contracts:${field}`);
			});
			test('with a ticket is accepted in any state, and the ticket is used up', async () => {
				const id = randomUUID();
				await ticketed('crm_contracts', 'insert', id, (trx) =>
					trx('crm_contracts').insert({ id, status: 'effective', number: `N-${id}`, revision: 4 }),
				);
				expect(await row('crm_contracts', id)).toMatchObject({ status: 'effective', revision: 4 });
				expect(await tickets()).toBe(0);
			});
			test('a ticket for another row or another operation does not help', async () => {
				const id = randomUUID();
				const forged = (ticket: { item: string; op: 'insert' | 'update' }) =>
					refusal(ticketed('crm_contracts', ticket.op, ticket.item, (trx) => trx('crm_contracts').insert({ id, status: 'effective' })));
				expect(await forged({ item: randomUUID(), op: 'insert' })).toBe('governed-field:crm_contracts:status');
				expect(await forged({ item: id, op: 'update' })).toBe('governed-field:crm_contracts:status');
				expect(await tickets()).toBe(0);
			});
		});

		describe('changing a record', () => {
			test('a draft is edited freely and each edit raises the revision by one', async () => {
				const id = await contractIn('draft');
				await update('crm_contracts', id, { title: 'B', amount: '12.50', terms: JSON.stringify({ a: 1 }) });
				await update('crm_contracts', id, { title: 'B' });
				expect(await row('crm_contracts', id)).toMatchObject({ title: 'B', revision: 2 });
			});
			test('one statement over several drafts raises each by one', async () => {
				const ids = [await contractIn('draft'), await contractIn('draft')];
				await knex('crm_contracts').whereIn('id', ids).update({ title: 'C' });
				for (const id of ids) expect(await row('crm_contracts', id)).toMatchObject({ title: 'C', revision: 1 });
			});
			test.each([
				['status', { status: 'approved' }],
				['number', { number: 'C-9' }],
				['reviewed_hash', { reviewed_hash: 'abc' }],
				['urgent', { urgent: true }],
				['rounds', { rounds: 1 }],
				['signed_on', { signed_on: new Date(0) }],
				['department', { department: 'elsewhere' }],
				['user_created', { user_created: '00000000-0000-4000-8000-000000000001' }],
			])('%s is refused even in a draft', async (field, patch) => {
				const id = await contractIn('draft');
				expect(await refusal(update('crm_contracts', id, patch))).toBe(`governed-field:crm_contracts:${field}`);
			});
			test('values sent again unchanged are no change', async () => {
				const id = await contractIn('in_review');
				await ticketed('crm_contracts', 'update', id, (trx) =>
					trx('crm_contracts')
						.where({ id })
						.update({ terms: JSON.stringify({ a: [1, 2] }), amount: '10.10', revision: 2 }),
				);
				expect(
					await refusal(
						update('crm_contracts', id, {
							status: 'in_review',
							title: 'A',
							terms: JSON.stringify({ a: [1, 2] }),
							amount: '10.10',
							rounds: 0,
						}),
					),
				).toBeNull();
			});
			test('outside its window a column is refused, inside its own it is accepted', async () => {
				const id = await contractIn('in_review');
				expect(await refusal(update('crm_contracts', id, { title: 'B' }))).toBe('not-editable:crm_contracts:title');
				expect(await refusal(update('crm_contracts', id, { terms: JSON.stringify({ b: 2 }) }))).toBe('not-editable:crm_contracts:terms');
				expect(await refusal(update('crm_contracts', id, { notes: 'seen' }))).toBeNull();
				await move('crm_contracts', id, { status: 'effective', revision: 9 });
				expect(await refusal(update('crm_contracts', id, { notes: 'later' }))).toBe('not-editable:crm_contracts:notes');
			});
			test('the stamps of an update may always change', async () => {
				const id = await contractIn('effective');
				expect(await refusal(update('crm_contracts', id, { date_updated: new Date(), user_updated: randomUUID() }))).toBeNull();
			});
			test('the id never changes, not even with a ticket', async () => {
				const id = await contractIn('draft');
				expect(await refusal(update('crm_contracts', id, { id: randomUUID() }))).toBe('governed-field:crm_contracts:id');
				expect(await refusal(move('crm_contracts', id, { id: randomUUID() }))).toBe('governed-field:crm_contracts:id');
			});
			test('a ticket is good for one row once', async () => {
				const id = await contractIn('draft');
				const twice = knex.transaction(async (trx) => {
					await trx('crm_tickets').insert({ collection: 'crm_contracts', item: id, op: 'update' });
					await trx('crm_contracts').where({ id }).update({ status: 'in_review', revision: 1 });
					await trx('crm_contracts').where({ id }).update({ status: 'effective', revision: 2 });
				});
				expect(await refusal(twice)).toBe('governed-field:crm_contracts:status');
				expect(await row('crm_contracts', id)).toMatchObject({ status: 'draft', revision: 0 });
			});
			test('a ticketed change keeps the revision the engine wrote', async () => {
				const id = await contractIn('draft');
				await move('crm_contracts', id, { status: 'in_review', revision: 1, number: `T-${id}` });
				expect(await row('crm_contracts', id)).toMatchObject({ status: 'in_review', revision: 1 });
				expect(await tickets()).toBe(0);
			});
		});

		describe('the revision', () => {
			test.each([
				['falls', -1],
				['jumps', 2],
			])('is refused when it %s', async (_what, by) => {
				const id = await contractIn('draft');
				await update('crm_contracts', id, { title: 'B' });
				expect(await refusal(update('crm_contracts', id, { revision: 1 + by }))).toBe('governed-field:crm_contracts:revision');
			});
			test('may rise by exactly one in any state, and rises no further', async () => {
				const id = await contractIn('effective');
				await update('crm_contracts', id, { revision: 2 });
				expect(await row('crm_contracts', id)).toMatchObject({ revision: 2 });
			});
			test('never falls, not even with a ticket', async () => {
				const id = await contractIn('in_review');
				expect(await refusal(move('crm_contracts', id, { revision: 0 }))).toBe('governed-field:crm_contracts:revision');
			});
		});

		describe('deleting a record', () => {
			test('a draft without a number goes, with its rows', async () => {
				const id = await contractIn('draft');
				const lineId = await insert('crm_contract_lines', { contract: id, product: 'P' });
				await insert('crm_contract_reviews', { contract: id, requirement: 'R' });
				expect(await refusal(knex('crm_contracts').where({ id }).delete())).toBeNull();
				expect(await knex('crm_contract_lines').where({ id: lineId })).toEqual([]);
			});
			test('a draft with a row under a process of its own goes too', async () => {
				const id = await contractIn('in_review');
				await insert('crm_contract_doubts', { contract: id, question: 'why' });
				await move('crm_contracts', id, { status: 'draft', revision: 5 });
				expect(await refusal(knex('crm_contracts').where({ id }).delete())).toBeNull();
				expect(await knex('crm_contract_doubts').where({ contract: id })).toEqual([]);
			});
			test('a numbered draft stays', async () => {
				const id = await contractIn('draft');
				await move('crm_contracts', id, { number: `D-${id}`, revision: 1 });
				expect(await refusal(knex('crm_contracts').where({ id }).delete())).toBe('not-deletable:crm_contracts:');
			});
			test('a record in its process stays, unless the engine holds a ticket', async () => {
				const id = await contractIn('effective');
				expect(await refusal(knex('crm_contracts').where({ id }).delete())).toBe('not-deletable:crm_contracts:');
				await ticketed('crm_contracts', 'delete', id, (trx) => trx('crm_contracts').where({ id }).delete());
				expect(await knex('crm_contracts').where({ id })).toEqual([]);
			});
			test('a process that keeps everything keeps its drafts', async () => {
				const id = await insert('crm_visits', { remark: 'x' });
				expect(await refusal(knex('crm_visits').where({ id }).delete())).toBe('not-deletable:crm_visits:');
			});
			test('a statement over everything is refused and takes nothing', async () => {
				const draft = await contractIn('draft');
				await contractIn('effective');
				expect(await refusal(knex('crm_contracts').delete())).toMatch(/^not-deletable:crm_contracts:$/);
				expect(await row('crm_contracts', draft)).toMatchObject({ status: 'draft' });
			});
		});

		describe('the rows of a record', () => {
			test('come, change and go while it is a draft, and each raises its revision by one', async () => {
				const id = await contractIn('draft');
				const lineId = await insert('crm_contract_lines', { contract: id, product: 'P', quantity: 2 });
				await update('crm_contract_lines', lineId, { quantity: 3 });
				expect(await row('crm_contracts', id)).toMatchObject({ revision: 2 });
				await knex('crm_contract_lines').where({ id: lineId }).delete();
				expect(await row('crm_contracts', id)).toMatchObject({ revision: 3 });
			});
			test('neither come, change nor go once it is submitted', async () => {
				const id = await contractIn('draft');
				const lineId = await insert('crm_contract_lines', { contract: id, product: 'P', quantity: 2 });
				await move('crm_contracts', id, { status: 'in_review', revision: 2 });
				expect(await refusal(insert('crm_contract_lines', { contract: id, product: 'Q' }))).toBe(
					'not-editable:crm_contract_lines:contract',
				);
				expect(await refusal(update('crm_contract_lines', lineId, { quantity: 4 }))).toBe('not-editable:crm_contract_lines:quantity');
				expect(await refusal(knex('crm_contract_lines').where({ id: lineId }).delete())).toBe('not-editable:crm_contract_lines:contract');
				expect(await row('crm_contracts', id)).toMatchObject({ revision: 2 });
			});
			test('do not move into or out of a submitted record', async () => {
				const [draft, submitted, other] = [await contractIn('draft'), await contractIn('draft'), await contractIn('draft')];
				const mine = await insert('crm_contract_lines', { contract: draft, product: 'P' });
				const theirs = await insert('crm_contract_lines', { contract: submitted, product: 'P' });
				await move('crm_contracts', submitted, { status: 'in_review', revision: 2 });
				expect(await refusal(update('crm_contract_lines', mine, { contract: submitted }))).toBe('not-editable:crm_contract_lines:contract');
				expect(await refusal(update('crm_contract_lines', theirs, { contract: draft }))).toBe('not-editable:crm_contract_lines:contract');
				expect(await refusal(update('crm_contract_lines', theirs, { contract: null }))).toBe('not-editable:crm_contract_lines:contract');
				expect(await refusal(update('crm_contract_lines', mine, { contract: other }))).toBeNull();
			});
			test('moving between drafts raises both', async () => {
				const [from, to] = [await contractIn('draft'), await contractIn('draft')];
				const lineId = await insert('crm_contract_lines', { contract: from, product: 'P' });
				await update('crm_contract_lines', lineId, { contract: to });
				expect(await row('crm_contracts', from)).toMatchObject({ revision: 2 });
				expect(await row('crm_contracts', to)).toMatchObject({ revision: 1 });
			});
			test('a column with a window of its own is written in that window, and raises the revision of a record that is not editable', async () => {
				const id = await contractIn('draft');
				const review = await insert('crm_contract_reviews', { contract: id, requirement: 'R' });
				expect(await refusal(update('crm_contract_reviews', review, { answer: 'yes' }))).toBe('not-editable:crm_contract_reviews:answer');
				await move('crm_contracts', id, { status: 'in_review', revision: 2 });
				expect(await refusal(update('crm_contract_reviews', review, { answer: 'yes' }))).toBeNull();
				expect(await refusal(update('crm_contract_reviews', review, { requirement: 'other' }))).toBe(
					'not-editable:crm_contract_reviews:requirement',
				);
				expect(await row('crm_contracts', id)).toMatchObject({ revision: 3 });
			});
			test('a new row may hold only what may be written in the state', async () => {
				const id = await contractIn('in_review');
				expect(await refusal(insert('crm_contract_reviews', { contract: id, answer: 'yes' }))).toBeNull();
				expect(await refusal(insert('crm_contract_reviews', { contract: id, answer: 'yes', requirement: 'R' }))).toBe(
					'not-editable:crm_contract_reviews:requirement',
				);
			});
			test('written by the engine they leave the revision to the engine', async () => {
				const id = await contractIn('effective');
				const lineId = randomUUID();
				await ticketed('crm_contract_lines', 'insert', lineId, (trx) =>
					trx('crm_contract_lines').insert({ id: lineId, contract: id, product: 'P' }),
				);
				await ticketed('crm_contract_lines', 'update', lineId, (trx) =>
					trx('crm_contract_lines').where({ id: lineId }).update({ quantity: 5 }),
				);
				await ticketed('crm_contract_lines', 'delete', lineId, (trx) => trx('crm_contract_lines').where({ id: lineId }).delete());
				expect(await row('crm_contracts', id)).toMatchObject({ revision: 1 });
				expect(await tickets()).toBe(0);
			});
			test('a row under a process of its own answers to both', async () => {
				const id = await contractIn('in_review');
				const doubt = await insert('crm_contract_doubts', { contract: id, question: 'why' });
				expect(await refusal(update('crm_contract_doubts', doubt, { status: 'resolved' }))).toBe(
					'governed-field:crm_contract_doubts:status',
				);
				await update('crm_contract_doubts', doubt, { question: 'why not' });
				expect(await row('crm_contract_doubts', doubt)).toMatchObject({ revision: 1 });
				expect(await row('crm_contracts', id)).toMatchObject({ revision: 3 });
				await move('crm_contracts', id, { status: 'approved', revision: 4 });
				expect(await refusal(update('crm_contract_doubts', doubt, { question: 'late' }))).toBe('not-editable:crm_contract_doubts:question');
			});
		});

		describe('what only the engine writes', () => {
			test('an approval is neither made, changed nor deleted without a ticket', async () => {
				const id = randomUUID();
				expect(await refusal(knex('crm_approvals').insert({ id, decision: 'yes' }))).toBe('ticket-required:crm_approvals:');
				await ticketed('crm_approvals', 'insert', id, (trx) => trx('crm_approvals').insert({ id }));
				expect(await refusal(update('crm_approvals', id, { decision: 'yes' }))).toBe('ticket-required:crm_approvals:');
				await ticketed('crm_approvals', 'update', id, (trx) => trx('crm_approvals').where({ id }).update({ decision: 'yes' }));
				expect(await refusal(knex('crm_approvals').where({ id }).delete())).toBe('ticket-required:crm_approvals:');
				await ticketed('crm_approvals', 'delete', id, (trx) => trx('crm_approvals').where({ id }).delete());
				expect(await tickets()).toBe(0);
			});
			test('the ledger takes entries with a ticket and gives none back, whatever the ticket', async () => {
				const id = randomUUID();
				expect(await refusal(knex('crm_ledger').insert({ id, seq: 1 }))).toBe('ticket-required:crm_ledger:');
				await ticketed('crm_ledger', 'insert', id, (trx) => trx('crm_ledger').insert({ id, seq: 1 }));
				expect(await refusal(update('crm_ledger', id, { entry: 'x' }))).toBe('append-only:crm_ledger:');
				expect(await refusal(knex('crm_ledger').where({ id }).delete())).toBe('append-only:crm_ledger:');
				expect(await refusal(ticketed('crm_ledger', 'update', id, (trx) => trx('crm_ledger').where({ id }).update({ entry: 'x' })))).toBe(
					'append-only:crm_ledger:',
				);
				expect(await refusal(ticketed('crm_ledger', 'delete', id, (trx) => trx('crm_ledger').where({ id }).delete()))).toBe(
					'append-only:crm_ledger:',
				);
			});
		});

		describe('at the same instant', () => {
			test('of two submissions with a ticket each, compare-and-set lets one through', async () => {
				const id = await contractIn('draft');
				const attempt = () =>
					knex.transaction(async (trx) => {
						await trx('crm_tickets').insert({ collection: 'crm_contracts', item: id, op: 'update' });
						const changed = await trx('crm_contracts')
							.where({ id, status: 'draft', revision: 0 })
							.update({ status: 'in_review', revision: 1 });
						if (changed !== 1) throw new Error('lost');
					});
				const outcomes = await Promise.allSettled([attempt(), attempt(), attempt()]);
				expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
				expect(await row('crm_contracts', id)).toMatchObject({ status: 'in_review', revision: 1 });
				expect(await tickets()).toBe(0);
			});
			test('an edit of a line cannot land behind a submission that began first', async () => {
				const id = await contractIn('draft');
				const lineId = await insert('crm_contract_lines', { contract: id, product: 'P', quantity: 1 });
				let edit: Promise<string | null> = Promise.resolve(null);
				await knex.transaction(async (trx) => {
					await trx('crm_tickets').insert({ collection: 'crm_contracts', item: id, op: 'update' });
					await trx('crm_contracts').where({ id }).update({ status: 'in_review', revision: 2 });
					edit = refusal(knex('crm_contract_lines').where({ id: lineId }).update({ quantity: 99 }));
					await new Promise((resolve) => setTimeout(resolve, 150));
				});
				expect(await edit).toBe('not-editable:crm_contract_lines:quantity');
				expect(Number((await row('crm_contract_lines', lineId))['quantity'])).toBe(1);
			});
		});

		describe('any single statement that forges no ticket', () => {
			const statements: readonly (readonly [name: string, dialects: readonly string[], sql: (id: string, draft: string) => string])[] = [
				['a plain update', ['sqlite', 'postgres'], (id) => `UPDATE crm_contracts SET status = 'effective' WHERE id = '${id}'`],
				['an update of every row', ['sqlite', 'postgres'], () => `UPDATE crm_contracts SET status = 'effective'`],
				[
					'an update through a common table expression',
					['sqlite', 'postgres'],
					(id) =>
						`WITH w AS (SELECT '${id}' AS id) UPDATE crm_contracts SET status = 'effective' WHERE CAST(id AS text) IN (SELECT id FROM w)`,
				],
				[
					'an upsert',
					['sqlite', 'postgres'],
					(id) =>
						`INSERT INTO crm_contracts (id, status, revision) VALUES ('${id}', 'draft', 0) ON CONFLICT (id) DO UPDATE SET status = 'effective'`,
				],
				['a replacement', ['sqlite'], (id) => `INSERT OR REPLACE INTO crm_contracts (id, status, revision) VALUES ('${id}', 'draft', 0)`],
				[
					'a replacement by row id',
					['sqlite'],
					(id, draft) =>
						`INSERT OR REPLACE INTO crm_contracts (rowid, id, status, revision) SELECT rowid, '${draft.replace(/^./, 'x')}', 'draft', 0 FROM crm_contracts WHERE id = '${id}'`,
				],
				[
					'taking over the row id',
					['sqlite'],
					(id, draft) =>
						`UPDATE OR REPLACE crm_contracts SET rowid = (SELECT rowid FROM crm_contracts WHERE id = '${id}') WHERE id = '${draft}'`,
				],
				[
					'taking over a unique value',
					['sqlite'],
					(id, draft) =>
						`UPDATE OR REPLACE crm_contracts SET (customer, reference) = (SELECT customer, reference FROM crm_contracts WHERE id = '${id}') WHERE id = '${draft}'`,
				],
				['ignoring conflicts', ['sqlite'], (id) => `UPDATE OR IGNORE crm_contracts SET status = 'effective' WHERE id = '${id}'`],
				['a delete', ['sqlite', 'postgres'], (id) => `DELETE FROM crm_contracts WHERE id = '${id}'`],
				[
					'a merge',
					['postgres'],
					(id) =>
						`MERGE INTO crm_contracts c USING (SELECT '${id}'::uuid AS id) s ON c.id = s.id WHEN MATCHED THEN UPDATE SET status = 'effective'`,
				],
				['a truncate', ['postgres'], () => 'TRUNCATE crm_contracts CASCADE'],
				[
					'a write in a data-modifying expression',
					['postgres'],
					(id) => `WITH w AS (UPDATE crm_contracts SET status = 'effective' WHERE id = '${id}' RETURNING id) SELECT count(*) FROM w`,
				],
				[
					'a block that switches triggers off for its session',
					['postgres'],
					(id) =>
						`DO $$ BEGIN SET LOCAL session_replication_role = replica; UPDATE crm_contracts SET status = 'effective' WHERE id = '${id}'; END $$`,
				],
			];
			test.each(statements.filter(([, dialects]) => dialects.includes(dialect)))('%s', async (_name, _dialects, sql) => {
				const customer = await insert('crm_customers', { name: 'A' });
				const id = await insert('crm_contracts', { customer, reference: 'R', title: 'kept' });
				await move('crm_contracts', id, { status: 'in_review', revision: 1 });
				const draft = await contractIn('draft');
				const before = await knex('crm_contracts').whereIn('id', [id, draft]).orderBy('id');
				expect(await refusal(knex.raw(sql(id, draft)))).toMatch(
					/^(governed-field|not-deletable):crm_contracts|UNIQUE constraint failed: crm_contracts/,
				);
				expect(await knex('crm_contracts').whereIn('id', [id, draft]).orderBy('id')).toEqual(before);
			});
			sqliteOnly('a line of a submitted contract is not replaced from a draft', async () => {
				const [draft, submitted] = [await contractIn('draft'), await contractIn('draft')];
				const lineId = await insert('crm_contract_lines', { contract: submitted, product: 'P' });
				await move('crm_contracts', submitted, { status: 'in_review', revision: 2 });
				expect(
					await refusal(
						knex.raw(`INSERT OR REPLACE INTO crm_contract_lines (id, contract, from_stock) VALUES ('${lineId}', '${draft}', 0)`),
					),
				).toMatch(/UNIQUE constraint failed/);
				expect(await row('crm_contract_lines', lineId)).toMatchObject({ contract: submitted });
			});
			postgresOnly('a ticket left behind by another transaction is worth nothing', async () => {
				const id = await contractIn('draft');
				await knex('crm_tickets').insert({ collection: 'crm_contracts', item: id, op: 'update' });
				expect(await refusal(update('crm_contracts', id, { status: 'effective' }))).toBe('governed-field:crm_contracts:status');
				await knex('crm_tickets').delete();
			});
		});

		describe('installing', () => {
			test('a second time changes nothing, and everything verifies', async () => {
				expect(await installGuards(knex, spec)).toEqual([]);
				expect(isIntact(await verifyGuards(knex, spec))).toBe(true);
			});
			test('a missing, a weakened and a leftover guard are found and put right', async () => {
				const postgres = dialect === 'postgres';
				if (postgres) {
					await knex.raw('DROP TRIGGER crm_guard_crm_contracts ON crm_contracts');
					await knex.raw('ALTER TABLE crm_contract_lines DISABLE TRIGGER crm_guard_crm_contract_lines');
					await knex.raw(`CREATE OR REPLACE FUNCTION crm_guard_crm_visits() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`);
					await knex.raw(`CREATE FUNCTION crm_guard_old() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`);
				} else {
					await knex.raw('DROP TRIGGER crm_guard_crm_contracts_before_update');
					await knex.raw('DROP TRIGGER crm_guard_crm_visits_before_update');
					await knex.raw('CREATE TRIGGER crm_guard_crm_visits_before_update BEFORE UPDATE ON crm_visits BEGIN SELECT 1; END');
					await knex.raw('CREATE TRIGGER crm_guard_old BEFORE UPDATE ON crm_visits BEGIN SELECT 1; END');
				}
				const report = await verifyGuards(knex, spec);
				expect(report.missing).toEqual([postgres ? 'crm_guard_crm_contracts' : 'crm_guard_crm_contracts_before_update']);
				expect(report.different).toEqual(
					postgres ? ['crm_guard_crm_contract_lines', 'crm_guard_crm_visits'] : ['crm_guard_crm_visits_before_update'],
				);
				expect(report.superfluous).toEqual(['crm_guard_old']);
				expect(await installGuards(knex, spec)).not.toEqual([]);
				expect(isIntact(await verifyGuards(knex, spec))).toBe(true);
			});
			test('removing leaves the data and no guard', async () => {
				const id = await contractIn('draft');
				expect(await removeGuards(knex)).not.toEqual([]);
				await update('crm_contracts', id, { status: 'effective' });
				expect(await row('crm_contracts', id)).toMatchObject({ status: 'effective' });
				await installGuards(knex, spec);
				expect(isIntact(await verifyGuards(knex, spec))).toBe(true);
			});
		});

		sqliteOnly('a table is rebuilt by Directus (SQLite) while the guards of its rows stand', async () => {
			await knex.raw('PRAGMA legacy_alter_table = ON');
			await knex.raw('PRAGMA foreign_keys = OFF');
			await knex.schema.alterTable('crm_contracts', (table) => {
				table.string('title', 100).alter();
			});
			await knex.raw('PRAGMA foreign_keys = ON');
			expect((await verifyGuards(knex, spec)).missing.every((guard) => guard.startsWith('crm_guard_crm_contracts_'))).toBe(true);
			await installGuards(knex, spec);
			const id = await contractIn('draft');
			await insert('crm_contract_lines', { contract: id, product: 'P' });
			expect(await row('crm_contracts', id)).toMatchObject({ revision: 1 });
		});
	});
}
