import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { databaseUnderTest, later, useDirectus } from '../harness/directus.js';
import { writePaths } from './attempts.js';
import { useOffice, violationsIn } from './office.js';
import { subjects, type Subject, type Target } from './subjects.js';

const directus = useDirectus();
const office = useOffice(directus);

const pathsTo = (subject: Subject) =>
	writePaths
		.filter(({ throughRowsBelow }) => throughRowsBelow !== true || subject.hasRowsBelow)
		.filter(({ throughListAbove }) => throughListAbove !== true || subject.inNoListAbove !== true);

const ways = subjects.flatMap((subject, row) =>
	pathsTo(subject).map((path, column) => ({ path: path.name, to: subject.name, subject, square: row + column, ...path })),
);

/**
 * All of them on SQLite; on PostgreSQL every other square of the board of ways and subjects, which leaves out none of either: what refuses a way
 * stands before the database, and what the database itself refuses is tried on both (rings.test.ts). `CRM_TEST_WRITE_PATHS=all` takes everything.
 */
const taken = ways.filter(
	({ square }) => databaseUnderTest() === 'sqlite' || process.env['CRM_TEST_WRITE_PATHS'] === 'all' || square % 2 === 0,
);

describe.each(taken)('$path to $to', ({ subject, attempt, namesTheRule }) => {
	const { collection, clause, kept, ordinary } = subject;
	// What is refused leaves the record as it was: one draft is enough for every attempt along this way.
	let drafted: Target | undefined;
	beforeAll(async () => {
		drafted = await subject.draft(office);
	});
	const target = later(() => drafted, 'Nothing has been drafted yet.');

	it.each(Object.entries(subject.forgeries))('cannot change %s past the commands', async (_what, values) => {
		const before = await office.row(collection, target.id);

		const answer = await attempt(target, values);

		const after = await office.row(collection, target.id);
		for (const field of kept) expect(after[field], field).toEqual(before[field]);
		expect(Number(after['revision']), 'a forged revision').toBeLessThan(50);
		expect(await office.ledgerEntries(target.id)).toEqual([]);
		if (namesTheRule) expect(violationsIn(answer.errors)[0]).toMatchObject({ rule: 'governed-field', clause });
	});

	it('can change an ordinary field of a draft (the way is open, the gate is what refuses)', async () => {
		const written = `Rewritten ${randomUUID()}`;
		const answer = await attempt(target, { [ordinary]: written });
		// Content versions are switched off for governed collections, so that way is closed altogether.
		const open = (await office.row(collection, target.id))[ordinary] === written;
		expect(open, JSON.stringify(answer.errors)).toBe(!closedAltogether.has(answer.errors[0]?.extensions.code ?? ''));
	});

	it('cannot change what is submitted', async () => {
		const submitted = await subject.draft(office);
		const before = (await office.row(collection, submitted.id))[ordinary];
		await subject.submit(office, submitted);
		const answer = await attempt(submitted, { [ordinary]: 'Whatever suits us' });
		expect((await office.row(collection, submitted.id))[ordinary]).toEqual(before);
		if (namesTheRule) expect(violationsIn(answer.errors)[0]).toMatchObject({ rule: 'not-editable', clause });
	});

	it('leaves the ledger intact', () => office.expectLedgerIntact());
});

const closedAltogether = new Set(['INVALID_PAYLOAD', 'FORBIDDEN', 'UNPROCESSABLE_CONTENT']);
