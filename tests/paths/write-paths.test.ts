import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { later, useDirectus } from '../harness/directus.js';
import { writePaths, type WritePath } from './attempts.js';
import { useOffice, violationsIn } from './office.js';
import { keptOfVisits } from '../visits/subjects.js';
import { subjects, type Kept, type Target } from './subjects.js';

const directus = useDirectus();
const office = useOffice(directus);

const pathsTo = (subject: Kept) =>
	writePaths
		.filter(({ throughRowsBelow }) => throughRowsBelow !== true || subject.hasRowsBelow)
		.filter(({ throughListAbove }) => throughListAbove !== true || subject.inNoListAbove !== true);

const ways = subjects.flatMap((subject) => pathsTo(subject).map((path) => ({ path: path.name, to: subject.name, subject, ...path })));

/** Tries to forge something of a record along one way: it is refused, and record and ledger are as they were. */
async function expectNothingForged(
	subject: Kept,
	target: Target,
	{ attempt, namesTheRule }: WritePath,
	values: Readonly<Record<string, unknown>>,
) {
	const { collection, clause, kept } = subject;
	const before = await office.row(collection, target.id);

	const answer = await attempt(target, values);

	const after = await office.row(collection, target.id);
	for (const field of kept) expect(after[field], field).toEqual(before[field]);
	expect(Number(after['revision'] ?? 0), 'a forged revision').toBeLessThan(50);
	expect(await office.ledgerEntries(target.id)).toEqual([]);
	if (namesTheRule) expect(violationsIn(answer.errors)[0]).toMatchObject({ rule: 'governed-field', clause });
}

describe.each(ways)('$path to $to', ({ subject, ...path }) => {
	const { attempt, namesTheRule } = path;
	const { collection, clause, ordinary } = subject;
	// What is refused leaves the record as it was: one draft is enough for every attempt along this way.
	let drafted: Target | undefined;
	beforeAll(async () => {
		drafted = await subject.draft(office);
	});
	const target = later(() => drafted, 'Nothing has been drafted yet.');

	it.each(Object.entries(subject.forgeries))('cannot change %s past the commands', async (_what, values) =>
		expectNothingForged(subject, target, path, values),
	);

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

describe.each(keptOfVisits.map((subject) => ({ to: subject.name, subject })))('$to, which a command has written', ({ subject }) => {
	// Along no way does it become another: one is enough for all of them.
	let written: Target | undefined;
	beforeAll(async () => {
		written = await subject.draft(office);
	});
	const target = later(() => written, 'Nothing has been written yet.');
	const attempts = pathsTo(subject).flatMap((path) =>
		Object.entries(subject.forgeries).map(([what, values]) => ({ what, by: path.name, path, values })),
	);

	it.each(attempts)('keeps $what, whoever tries $by', async ({ path, values }) => expectNothingForged(subject, target, path, values));

	it('leaves the ledger intact', () => office.expectLedgerIntact());
});

const closedAltogether = new Set(['INVALID_PAYLOAD', 'FORBIDDEN', 'UNPROCESSABLE_CONTENT']);
