import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDirectus, type Answer, type Body } from '../harness/directus.js';
import { useOffice, type CommandAnswer } from '../paths/office.js';
import { attemptOf, batches, type Attempt, type Move } from './attempts.js';
import { Crowd } from './personas.js';
import { lookAt } from './situation.js';
import { Watch } from './watch.js';

/** The same sequences each time; another number (`CRM_TEST_SEED`) tries others. */
const seed = Number(process.env['CRM_TEST_SEED'] ?? 20_261_122);
/** As many as show every kind of command accepted and refused; a campaign of hundreds (`CRM_TEST_PERSONAS_RUNS`) is for somebody's night. */
const runs = Number(process.env['CRM_TEST_PERSONAS_RUNS'] ?? 5);

/** How people may be answered. Anything else, above all 500, is a fault. */
const honest = new Set([200, 403, 409, 422]);

interface Tried {
	readonly attempt: Attempt;
	readonly answer: Answer<Body<Partial<CommandAnswer>>>;
}

const told = ({ attempt, answer }: Tried): string =>
	`${attempt.who}: ${attempt.method} ${attempt.path} ${JSON.stringify(attempt.body)} -> ${answer.status} ${JSON.stringify(answer.body)}`;

// A crowd from one address is the point here; the limit for one address is not.
const directus = useDirectus({ env: { RATE_LIMITER_POINTS: '100000', RATE_LIMITER_GLOBAL_POINTS: '1000000' } });
const office = useOffice(directus);
let crowd: Crowd;
let watch: Watch;

beforeAll(async () => {
	crowd = await Crowd.gather(directus);
	watch = await Watch.begin(directus.database);
});

/** One contract of each kind: countersigned, reviewed in a meeting, from stock, ordered by telephone, and one of an approver's own. */
async function layOnTheTable(): Promise<readonly string[]> {
	const goods = await office.stockUp('500');
	return [
		await office.draft(),
		await office.draft({ special_requirements: 'Gift boxes with the customer’s crest.' }),
		await office.draft({ lines: [{ ...goods, quantity: '20', unit_price: '15', from_stock: true }] }),
		await office.draft({ order_form: 'telephone' }),
		await office.draft({}, 'sales.manager'),
	];
}

/** Everybody at once; what each was answered. */
async function atOnce(moves: readonly Move[], contracts: readonly string[]): Promise<readonly Tried[]> {
	const situations = await lookAt(directus.database, contracts);
	const attempts = moves.flatMap(({ contract, intention }) => {
		const situation = situations[contract];
		if (situation === undefined) throw new Error(`There is no contract ${contract} on the table.`);
		return attemptOf(intention, situation, crowd) ?? [];
	});
	const tried = await Promise.all(
		attempts.map(async (attempt): Promise<Tried> => ({
			attempt,
			answer: await crowd.client(attempt.who).request(attempt.method, attempt.path, attempt.body),
		})),
	);
	for (const { attempt, answer } of tried) {
		if (attempt.command !== undefined && answer.status === 200)
			watch.remember(attempt, crowd.userOf(attempt.who), Number(answer.body.data.ledger));
	}
	return tried;
}

describe('A company at work, whatever anybody tries at the same instant', { timeout: 240_000 }, () => {
	it('commits to nothing unreviewed, keeps people to one side, decisions as they were and the ledger true', async () => {
		process.stdout.write(`personas on ${directus.kind}: seed ${seed}\n`);
		const all: Tried[] = [];
		await fc.assert(
			fc.asyncProperty(batches(5), async (moves) => {
				const contracts = await layOnTheTable();
				for (const batch of moves) {
					const tried = await atOnce(batch, contracts);
					all.push(...tried);
					expect(tried.filter(({ answer }) => !honest.has(answer.status)).map(told)).toEqual([]);
					expect(await watch.broken(contracts), tried.map(told).join('\n')).toEqual([]);
					await office.expectLedgerIntact();
				}
			}),
			// Shrinking would go on with the company as the failure left it.
			{ seed, numRuns: runs, endOnFailure: true },
		);
		const accepted = new Set(watch.accepted.map(({ attempt }) => attempt.command?.name));
		const refused = all.filter(({ answer }) => answer.status !== 200);
		process.stdout.write(
			`personas on ${directus.kind}: ${runs} runs, ${all.length} requests, ${watch.accepted.length} commands accepted, ${refused.length} requests refused\n`,
		);
		// A company in which nothing gets anywhere would prove nothing.
		expect([...accepted]).toEqual(expect.arrayContaining(['submit', 'approve', 'confirm_by_customer', 'sign', 'acknowledge']));
		expect(refused.length).toBeGreaterThan(0);
	});
});
