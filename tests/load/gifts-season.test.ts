import Big from 'big.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDirectus, type Answer, type Body } from '../harness/directus.js';
import { Giving, inDays, rulesIn, type Colleague } from '../gifts/giving.js';
import { chance } from './chance.js';

/** As many gifts as the company gives in a busy season; with fewer (`CRM_GIFTS`) the limits may not be met. */
const count = Number(process.env['CRM_GIFTS'] ?? 500);

const directus = useDirectus();
let giving: Giving;

beforeAll(async () => {
	giving = await Giving.open(directus);
});

interface Place {
	readonly customer: string;
	readonly contacts: readonly string[];
}

const refusals = new Map<string, number>();
/** The gifts of this season; what the demo company gave before counts in the product, and only makes it stricter. */
const given: string[] = [];

/** What is neither granted nor refused by rule is a defect. */
function note(answer: Answer<Body<unknown>>): boolean {
	expect([200, 409, 422], JSON.stringify(answer.body)).toContain(answer.status);
	for (const rule of answer.status === 422 ? rulesIn(answer) : []) refusals.set(rule, (refusals.get(rule) ?? 0) + 1);
	return answer.status === 200;
}

async function places(who: Colleague): Promise<readonly Place[]> {
	const group = await giving.group();
	const made: Place[] = [];
	for (let index = 0; index < 4; index += 1) {
		const { id, contacts } = await giving.customer(who, 3, index < 2 ? group : null);
		made.push({ customer: id, contacts });
	}
	return made;
}

/** Writes this person's share of drafts, in lists as an import would. */
async function drafts(who: Colleague, share: number, where: readonly Place[], seed: number): Promise<readonly string[]> {
	const next = chance(seed);
	const kinds = ['gift', 'gift', 'gift', 'souvenir', 'souvenir', 'sample', 'promotional'] as const;
	const rows = Array.from({ length: share }, () => {
		const place = where[next(where.length)];
		const kind = kinds[next(kinds.length)];
		return {
			customer: place?.customer,
			recipient: place?.contacts[next(3)],
			kind,
			occasion: 'visit',
			item: 'Boxed silk tie',
			quantity: '1',
			unit: 'box',
			amount: `${String(20 + next(600))}.${String(10 + next(90))}`,
			currency: 'CNY',
			planned_on: inDays(1 + next(3)),
		};
	});
	const ids: string[] = [];
	for (let from = 0; from < rows.length; from += 50) {
		const answer = await giving.as(who).request<Body<{ id: string }[]>>('POST', '/items/crm_gifts?fields=id', rows.slice(from, from + 50));
		expect(answer.status, JSON.stringify(answer.body)).toBe(200);
		ids.push(...answer.body.data.map(({ id }) => id));
	}
	given.push(...ids);
	return ids;
}

describe(`${String(count)} gifts by people who work at the same time`, () => {
	it('keep every limit at every instant, get numbers without gaps, and leave a ledger that verifies', { timeout: 1_800_000 }, async () => {
		const people = ['sales', 'sales.second', 'marketing'] as const;
		const shared = await places('sales');
		const own = { sales: shared, 'sales.second': shared, marketing: await places('marketing') } as const;
		let asking: number = people.length;

		const give = async (who: (typeof people)[number], index: number): Promise<void> => {
			const next = chance(97 + index);
			const mine = await drafts(who, Math.floor(count / people.length) + (index < count % people.length ? 1 : 0), own[who], 11 + index);
			for (let from = 0; from < mine.length; from += 3) {
				const answers = await Promise.all(
					mine.slice(from, from + 3).map(async (gift) => ({ gift, asked: await giving.command(who, gift, 'submit') })),
				);
				for (const { gift, asked } of answers) {
					if (!note(asked)) continue;
					if (next(12) === 0) note(await giving.command(who, gift, 'withdraw'));
				}
			}
			asking -= 1;
			await handOver(who, next);
		};

		const handOver = async (who: Colleague, next: (below: number) => number): Promise<void> => {
			for (let idle = 0; idle < 40;) {
				const { body } = await giving
					.as(who)
					.request<Body<{ id: string }[]>>(
						'GET',
						'/items/crm_gifts?filter[status][_eq]=approved&filter[owner][_eq]=$CURRENT_USER&fields=id&limit=100',
					);
				idle = body.data.length === 0 ? idle + 1 : 0;
				for (const { id } of body.data) {
					const answer = next(10) === 0 ? await giving.command(who, id, 'cancel', { comment: 'Put off' }) : await giving.handOver(who, id);
					if (note(answer) && answer.body.data.status === 'handed_over' && next(9) === 0)
						note(await giving.command(who, id, 'return_gift', { input: { returned_on: inDays(0) }, comment: 'Not allowed there' }));
				}
				if (body.data.length === 0) await new Promise((resolve) => setTimeout(resolve, 250));
			}
		};

		const decide = async (who: Colleague, seed: number): Promise<void> => {
			const next = chance(seed);
			for (let idle = 0; asking > 0 || idle < 8;) {
				const { body } = await giving.as(who).request<Body<{ task: string; collection: string }[]>>('GET', '/crm/inbox?box=todo&limit=100');
				const tasks = body.data.filter(({ collection }) => collection === 'crm_gifts');
				idle = tasks.length === 0 ? idle + 1 : 0;
				for (const { task } of tasks) {
					const command = next(8) === 0 ? 'reject' : 'approve';
					note(await giving.command(who, task, command, { comment: 'As it is' }, 'crm_approval_tasks'));
				}
				if (tasks.length === 0) await new Promise((resolve) => setTimeout(resolve, 250));
			}
		};

		await Promise.all([...people.map(give), decide('sales.manager', 5), decide('gm', 6), decide('finance', 7)]);
		await giving.expectLedgerIntact();
		await expectNumbersWithoutGaps();
		expect(await mostAtAnyInstant()).toEqual({ beyondLimit: [], handedOverUnapproved: [] });
		expect(refusals.get('gift-cap-exceeded GFT-01') ?? 0, 'the limits were put to the test').toBeGreaterThan(0);
		const states = await rowsOf<{ status: string; many: number | string }>(
			directus.database('crm_gifts').select('status').count({ many: '*' }).groupBy('status'),
		);
		process.stdout.write(`gifts by state: ${states.map(({ status, many }) => `${status} ${String(many)}`).join(', ')}\n`);
		process.stdout.write(`refusals: ${[...refusals].map(([rule, times]) => `${rule} × ${String(times)}`).join(', ')}\n`);
	});
});

/** The columns we named hold what the schema declares; the query builder cannot know. */
const rowsOf = async <T>(query: PromiseLike<unknown>): Promise<T[]> => (await query) as T[];

async function expectNumbersWithoutGaps(): Promise<void> {
	const numbers: readonly unknown[] = await directus.database('crm_gifts').whereNotNull('number').pluck('number');
	for (const year of new Set(numbers.map((number) => String(number).slice(0, 7)))) {
		const running = numbers
			.map(String)
			.filter((number) => number.startsWith(year))
			.map((number) => Number(number.slice(7)))
			.toSorted((one, other) => one - other);
		expect(running, year).toEqual(running.map((_, index) => index + 1));
	}
}

/** The yearly limits of the demo company, written down once more: how much, and whether one who answers for it may go beyond. */
const limits = [
	{ scope: 'recipient', most: '2000', exception: false },
	{ scope: 'customer', most: '5000', exception: true },
	{ scope: 'giver', most: '20000', exception: true },
	{ scope: 'department', most: '100000', exception: false },
] as const;

interface GiftRow {
	readonly id: string;
	readonly recipient: string | null;
	readonly customer: string;
	readonly related_group: string | null;
	readonly owner: string;
	readonly department: string | null;
	readonly kind: string;
	readonly amount: string | number;
}

/**
 * Replays the ledger, which is the order in which things took effect, and adds up after each entry what counts for each recipient, group of
 * related customers, giver and department. No entry may leave more than a limit that refuses; beyond the others only an exception goes.
 */
async function mostAtAnyInstant(): Promise<{ beyondLimit: readonly string[]; handedOverUnapproved: readonly string[] }> {
	const { database } = directus;
	const gifts = new Map(
		(
			await rowsOf<GiftRow>(
				database('crm_gifts as gift')
					.join('crm_customers as customer', 'customer.id', 'gift.customer')
					.whereIn('gift.id', given)
					.select('gift.id', 'recipient', 'gift.customer', 'related_group', 'gift.owner', 'gift.department', 'kind', 'amount'),
			)
		).map((row) => [row.id, row]),
	);
	const approvals = await rowsOf<{ id: string; gift: string; route: string }>(
		database('crm_approval_tasks as task')
			.join('crm_approvals as approval', 'approval.id', 'task.approval')
			.whereNotNull('approval.gift')
			.select('task.id', 'approval.gift', 'approval.route'),
	);
	const tasks = new Map(approvals.map(({ id, gift }) => [id, gift]));
	const exceptions = new Set(approvals.filter(({ route }) => route === 'gift-exception').map(({ gift }) => gift));
	const entries = await rowsOf<{ seq: number; collection: string; item: string; command: string; to: string }>(
		database('crm_ledger').orderBy('seq').select('seq', 'collection', 'item', 'command', 'to'),
	);
	const partyOf = (gift: GiftRow, scope: (typeof limits)[number]['scope']): string | null =>
		({ recipient: gift.recipient, customer: gift.related_group ?? gift.customer, giver: gift.owner, department: gift.department })[scope];
	const counting = new Map<string, Big>();
	const inForce = new Set<string>();
	const approved = new Set<string>();
	const beyondLimit: string[] = [];
	const handedOverUnapproved: string[] = [];
	for (const { seq, collection, item, command, to } of entries) {
		const gift = gifts.get(collection === 'crm_gifts' ? item : (tasks.get(item) ?? ''));
		if (gift === undefined || !['gift', 'souvenir', 'other'].includes(gift.kind)) continue;
		if (command === 'approve') approved.add(gift.id);
		if (to === 'handed_over' && !approved.has(gift.id)) handedOverUnapproved.push(gift.id);
		const enters = command === 'submit' && !inForce.has(gift.id);
		const leaves = ['withdraw', 'cancel', 'return_gift', 'reject', 'return'].includes(command) && inForce.delete(gift.id);
		if (enters) inForce.add(gift.id);
		for (const { scope, most, exception } of limits) {
			const party = partyOf(gift, scope);
			if (party === null) continue;
			const key = `${scope} ${party}`;
			const before = counting.get(key) ?? new Big(0);
			const now = enters ? before.plus(gift.amount) : leaves ? before.minus(gift.amount) : before;
			counting.set(key, now);
			const allowed = exception && (!enters || exceptions.has(gift.id));
			if (now.gt(most) && !allowed) beyondLimit.push(`${key} at entry ${String(seq)}: ${now.toFixed(2)}`);
		}
	}
	return { beyondLimit, handedOverUnapproved };
}
