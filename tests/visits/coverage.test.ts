import { beforeAll, describe, expect, it } from 'vitest';
import { inDays } from '../gifts/giving.js';
import { useDirectus } from '../harness/directus.js';
import { sixPoints, Visiting, type Colleague } from './visiting.js';

interface Figures {
	readonly planned: number;
	readonly done: number;
	readonly missed: number;
	readonly cancelled: number;
	readonly ahead: number;
	readonly reported: number;
	readonly ofPlan: number;
	readonly ofPlanDone: number;
	readonly toVisit: number;
	readonly visited: number;
	readonly owed: number;
	readonly inTouch: number;
}

interface Answer {
	readonly data: readonly {
		readonly department: string | null;
		readonly name: string | null;
		readonly classes: readonly ({ readonly target: string | null } & Figures)[];
		readonly total: Figures;
	}[];
}

const directus = useDirectus();
let visiting: Visiting;

beforeAll(async () => {
	visiting = await Visiting.open(directus);
});

const ask = (who: Colleague, from: string, until: string) =>
	visiting.as(who).request<Answer>('GET', `/crm/visits/coverage?from=${from}&until=${until}`);

/** A day far enough ahead that the demo company has nothing on it. */
const day = '2031-05-12';
const onTheDay = { starts_at: `${day}T02:00:00Z`, ends_at: `${day}T03:00:00Z` };

async function figuresOf(who: Colleague, from: string, until: string): Promise<Figures> {
	const { body } = await ask(who, from, until);
	const department = (
		await directus
			.database<{ id: string; crm_department: string | null }>('directus_users')
			.where({ id: await visiting.idOf(who) })
			.first('crm_department')
	)?.crm_department;
	const unit = body.data.find((one) => one.department === department);
	if (unit === undefined) throw new Error('The unit has no figures.');
	return unit.total;
}

describe('Plan against done', () => {
	it('counts what was planned for a day as made, reported, cancelled, missed or to come', async () => {
		const customer = await visiting.customer('sales');
		const made: string[] = [];
		for (let visit = 0; visit < 5; visit++) made.push(await visiting.plan('sales', customer, onTheDay));
		const [cancelled = '', done = '', reported = '', missed = ''] = made;
		await visiting.accepted('sales', cancelled, 'cancel', { comment: 'Fair that week' });
		// Visits are made on their day: theirs is moved to where the others are afterwards, past every gate.
		for (const visit of [done, reported]) {
			await visiting.letPass(visit, { starts_at: new Date(Date.now() - 7_200_000), ends_at: new Date(Date.now() - 3_600_000) });
			await visiting.make('sales', visit);
		}
		await visiting.accepted('sales', reported, 'report', { input: sixPoints() });
		for (const visit of [done, reported])
			await visiting.letPass(visit, { starts_at: new Date(onTheDay.starts_at), ends_at: new Date(onTheDay.ends_at) });
		await visiting.letPass(missed, { ends_at: new Date(Date.now() - 60_000) });
		expect(await figuresOf('sales', day, day)).toMatchObject({
			planned: 5,
			done: 2,
			reported: 1,
			cancelled: 1,
			missed: 1,
			ahead: 1,
			ofPlan: 0,
		});
		expect(await figuresOf('sales', '2031-05-11', '2031-05-11')).toMatchObject({ planned: 0 });
	});

	it('agrees with the visits one may read, for everybody who reads some', async () => {
		const [from, until] = [inDays(-31), inDays(31)];
		for (const who of ['sales', 'export', 'sales.manager', 'gm', 'auditor'] as const) {
			const { body } = await ask(who, from, until);
			const sum = (figure: keyof Figures) => body.data.reduce((all, { total }) => all + total[figure], 0);
			const bounds = { _and: [{ starts_at: { _gte: `${inDays(-32)}T16:00:00Z` } }, { starts_at: { _lt: `${inDays(31)}T16:00:00Z` } }] };
			const list = await visiting
				.as(who)
				.request<{ data: { status: string }[] }>('GET', `/items/crm_visits?limit=-1&fields=status&filter=${JSON.stringify(bounds)}`);
			const read = list.body.data;
			expect(read.length, who).toBeGreaterThan(0);
			expect(sum('planned'), who).toBe(read.length);
			expect(sum('done'), who).toBe(read.filter(({ status }) => ['done', 'reported'].includes(status)).length);
			expect(sum('cancelled'), who).toBe(read.filter(({ status }) => status === 'cancelled').length);
			for (const { classes, total } of body.data)
				expect(
					classes.reduce((all, { planned }) => all + planned, 0),
					who,
				).toBe(total.planned);
		}
	});

	it('says how many customers were visited and contacted in time, as the list of contact that is due does', async () => {
		const { body } = await ask('gm', day, day);
		const due = await visiting.as('gm').request<{ meta: { total: number; overdue: number } }>('GET', '/crm/communications/due?limit=1');
		const sum = (figure: keyof Figures) => body.data.reduce((all, { total }) => all + total[figure], 0);
		expect(sum('owed')).toBe(due.body.meta.total);
		expect(sum('owed') - sum('inTouch')).toBe(due.body.meta.overdue);
		expect(sum('toVisit')).toBeGreaterThan(sum('visited'));
		expect(sum('visited')).toBeGreaterThan(0);
	});

	it('is for those who read visits and the class of customers, and for a period of a year at most', async () => {
		for (const who of ['finance', 'production', 'warehouse'] as const) expect((await ask(who, day, day)).status, who).toBe(403);
		expect((await ask('newcomer', day, day)).body.data).toEqual([]);
		for (const [from, until] of [
			[day, '2031-05-11'],
			['2031-01-01', '2032-01-02'],
			['yesterday', day],
		] as const)
			expect((await ask('sales', from, until)).status).toBe(400);
	});
});
