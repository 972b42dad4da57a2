import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApprovalRow, TaskRow } from '../approval/rows.js';
import { daysAfter } from '../calendar/local-date.js';
import { MemoryStore, type Answer } from '../in-memory/store.js';
import type { Person } from '../organisation/people.js';
import type { Row } from '../process/effect.js';
import { describeDuties } from '../testing/duty-table.js';
import { noon } from '../testing/contract.js';
import { countingIds, uuid } from '../testing/ids.js';
import { testKindOf } from '../testing/kinds.js';
import { asActor, everybody, salesDepartment, staff } from '../testing/people.js';
import { rulesOf } from '../testing/review-story.js';
import { minimalVisitRules, rulebook } from '../testing/rulebook.js';
import type { Looked } from './plan.js';
import { mostLines, periodOf, proposedLines, visitInterval } from './proposal.js';

const planners = ['owner', 'business-head', 'service-manager', 'general-manager'] as const;

describeDuties('crm_visit_plans', {
	states: ['draft', 'in_approval', 'active', 'closed'],
	commands: {
		propose: { from: ['draft'], by: planners, clause: 'VIS-01' },
		submit: { from: ['draft'], to: 'in_approval', by: ['owner'], clause: 'VIS-01' },
		withdraw: { from: ['in_approval'], to: 'draft', by: ['owner'], clause: 'VIS-01' },
		close: { from: ['active'], to: 'closed', by: planners, clause: 'VIS-09' },
	},
	outcomes: {
		approved: { from: 'in_approval', to: 'active' },
		rejected: { from: 'in_approval', to: 'draft' },
		returned: { from: 'in_approval', to: 'draft' },
		withdrawn: { from: 'in_approval', to: 'draft' },
	},
});

const looked = (number: number, differing: Partial<Looked> = {}): Looked => ({
	id: uuid(0xf30, number),
	name: `Customer ${String(number)}`,
	status: 'active',
	owner: staff.seller.id,
	target: 'key',
	lastVisit: null,
	...differing,
});

const april = { kind: 'monthly', year: 2026, month: 4, festival: null } as const;

describe('what the rulebook proposes', () => {
	it('is a visit so many days after the last, by the class of the customer, on weekdays', () => {
		const customers = [
			looked(1, { lastVisit: '2026-03-12' }),
			looked(2, { target: 'high_value', lastVisit: '2026-02-10' }),
			looked(3, { target: 'high_value', lastVisit: '2026-03-30' }),
			looked(4, { target: 'general' }),
		];
		expect(proposedLines(april, customers, [], minimalVisitRules).map(({ customer, planned_on }) => [customer, planned_on])).toEqual([
			// Due on Saturday 11 April: the Monday after.
			[customers[1]?.id, '2026-04-13'],
			[customers[0]?.id, '2026-04-13'],
		]);
	});

	it('begins with the period for customers nobody has visited yet', () => {
		expect(proposedLines(april, [looked(1)], [], minimalVisitRules).map(({ planned_on }) => planned_on)).toEqual(['2026-04-01']);
	});

	it('leaves alone who is in the plan already and who has nobody to visit them', () => {
		const customers = [looked(1), looked(2, { owner: null })];
		expect(proposedLines(april, customers, [{ customer: looked(1).id }], minimalVisitRules)).toEqual([]);
	});

	it('is, for a festival, a round to key and high-value customers in the two weeks before', () => {
		const round = { kind: 'monthly', year: 2026, month: 9, festival: 'mid_autumn' } as const;
		const customers = [looked(1), looked(2, { target: 'high_value' }), looked(3, { target: 'general' })];
		const lines = proposedLines(round, customers, [], minimalVisitRules);
		expect(lines.map(({ customer }) => customer)).toEqual([looked(1).id, looked(2).id]);
		for (const { planned_on } of lines) expect(planned_on >= '2026-09-11' && planned_on < '2026-09-25').toBe(true);
	});

	it('never leaves the period, never a weekend, never the bound, and never keeps a customer waiting longer than the interval', () => {
		const customer = fc.record({
			target: fc.constantFrom('key', 'high_value', 'potential', 'general'),
			last: fc.option(fc.integer({ min: 0, max: 400 }), { nil: null }),
		});
		fc.assert(
			fc.property(fc.array(customer, { maxLength: 40 }), fc.integer({ min: 1, max: 12 }), fc.boolean(), (made, month, annual) => {
				const plan = { kind: annual ? 'annual' : 'monthly', year: 2026, month, festival: null } as const;
				const period = periodOf(plan);
				if (period === null) throw new Error('This plan has a period.');
				const customers = made.map(({ target, last }, index) =>
					looked(index + 1, { target, lastVisit: last === null ? null : daysAfter(period.from, -last) }),
				);
				const lines = proposedLines(plan, customers, [], minimalVisitRules);
				expect(lines.length).toBeLessThanOrEqual(mostLines);
				for (const { planned_on } of lines) {
					expect(planned_on >= period.from && planned_on <= period.until).toBe(true);
					expect([0, 6]).not.toContain(new Date(`${planned_on}T00:00:00Z`).getUTCDay());
				}
				if (lines.length === mostLines) return;
				for (const one of customers) {
					const every = visitInterval(one, minimalVisitRules);
					const days = lines.filter(({ customer: id }) => id === one.id).map(({ planned_on }) => planned_on);
					if (every === null) expect(days).toEqual([]);
					else for (const [index, day] of days.slice(1).entries()) expect(day <= daysAfter(days[index] ?? '', every + 4)).toBe(true);
				}
			}),
			{ numRuns: 200 },
		);
	});
});

describe('the time of a plan', () => {
	it.each([
		[
			{ kind: 'annual', year: 2026, month: null },
			{ from: '2026-01-01', until: '2026-12-31' },
		],
		[
			{ kind: 'monthly', year: 2028, month: 2 },
			{ from: '2028-02-01', until: '2028-02-29' },
		],
		[
			{ kind: 'monthly', year: 2026, month: 12 },
			{ from: '2026-12-01', until: '2026-12-31' },
		],
		[{ kind: 'monthly', year: 2026, month: null }, null],
		[{ kind: 'monthly', year: 2026, month: 13 }, null],
		[{ kind: null, year: 2026, month: 1 }, null],
	] as const)('%j is %j', (plan, period) => {
		expect(periodOf(plan)).toEqual(period);
	});
});

const planId = uuid(0xf31, 1);
const customerId = uuid(0xf32, 1);

/** A plan of one salesperson for April, and what becomes of it. */
class PlanStory {
	readonly store: MemoryStore;

	constructor(plan: Row = {}, lines: readonly Row[] = [{}]) {
		this.store = new MemoryStore({ rulebooks: [rulebook()], people: everybody, kindOf: testKindOf, newId: countingIds(0xf33) });
		this.store.put('crm_customers', {
			id: customerId,
			name: 'Silk Road Ltd',
			status: 'active',
			revision: 0,
			owner: staff.seller.id,
			department: salesDepartment,
			key_customer: true,
		});
		this.store.put('crm_visit_plans', {
			id: planId,
			status: 'draft',
			revision: 0,
			number: null,
			title: 'April',
			...april,
			level: 'marketing_department',
			recorder: staff.head.id,
			joint: false,
			organising_department: null,
			owner: staff.seller.id,
			department: salesDepartment,
			rulebook_version: null,
			...plan,
		});
		for (const [index, line] of lines.entries())
			this.store.put('crm_visit_plan_lines', {
				id: uuid(0xf34, index + 1),
				plan: planId,
				customer: customerId,
				visitor: staff.otherSeller.id,
				planned_on: '2026-04-15',
				purpose: 'cultivate_relationship',
				remark: null,
				...line,
			});
	}

	do(command: string, who: Person = staff.seller, comment: string | null = null): Answer {
		return this.store.issue({ collection: 'crm_visit_plans', id: planId, command, actor: asActor(who), now: noon, comment });
	}

	decide(command: string): Answer {
		const approval = this.store.where('crm_approvals', { subject_id: planId }).at(-1) as unknown as ApprovalRow;
		const [task] = this.store.where('crm_approval_tasks', { approval: approval.id, status: 'open' }) as unknown as TaskRow[];
		return this.store.issue({
			collection: 'crm_approval_tasks',
			id: task?.id ?? '',
			command,
			actor: asActor(staff.head),
			now: noon,
			comment: 'Because',
		});
	}

	get status(): unknown {
		return this.store.row('crm_visit_plans', planId)['status'];
	}
}

describe('activating a plan', () => {
	it('numbers it, has it approved and plans its visits, each for its visitor to confirm', () => {
		const story = new PlanStory();
		expect(rulesOf(story.do('submit'))).toEqual([]);
		expect(story.store.row('crm_visit_plans', planId)).toMatchObject({ status: 'in_approval', number: 'JH2026-0001' });
		expect(story.store.rows('crm_visits')).toEqual([]);
		expect(rulesOf(story.decide('approve'))).toEqual([]);
		expect(story.status).toBe('active');
		expect(story.store.rows('crm_visits')).toMatchObject([
			{
				status: 'planned',
				title: 'April',
				customer: customerId,
				owner: staff.otherSeller.id,
				department: salesDepartment,
				plan_line: uuid(0xf34, 1),
				all_day: true,
				starts_on: '2026-04-15',
				ends_on: '2026-04-15',
				starts_at: '2026-04-14T16:00:00.000Z',
			},
		]);
	});

	it.each<[string, Row, readonly Row[], readonly string[]]>([
		['without a recorder', { recorder: null }, [{}], ['recorder-missing VIS-09']],
		['joint without an organising department', { joint: true }, [{}], ['organising-department-missing VIS-10']],
		['without a visit', {}, [], ['plan-empty VIS-01']],
		['without a month', { month: null }, [{}], ['plan-incomplete VIS-01']],
		['without a level', { level: null }, [{}], ['plan-incomplete VIS-01']],
		['with a visit by nobody', {}, [{ visitor: null }], ['plan-line-incomplete VIS-01']],
		['with a visit in another month', {}, [{ planned_on: '2026-05-01' }], ['plan-line-outside VIS-01']],
		['with more visits than a plan has', {}, Array.from({ length: mostLines + 1 }, () => ({})), ['plan-too-long VIS-01']],
	])('is refused %s', (_what, plan, lines, rules) => {
		const story = new PlanStory(plan, lines);
		expect(rulesOf(story.do('submit'))).toEqual(rules);
		expect(story.status).toBe('draft');
	});

	it('returns to its draft when somebody does not agree, without a visit', () => {
		const story = new PlanStory();
		story.do('submit');
		expect(rulesOf(story.decide('reject'))).toEqual([]);
		expect(story.status).toBe('draft');
		expect(story.store.rows('crm_visits')).toEqual([]);
	});
});

describe('proposing and closing', () => {
	it('adds what the rulebook asks for, and says so when that is nothing', () => {
		const story = new PlanStory({}, []);
		expect(rulesOf(story.do('propose'))).toEqual([]);
		expect(story.store.rows('crm_visit_plan_lines')).toMatchObject([{ plan: planId, customer: customerId, visitor: staff.seller.id }]);
		expect(rulesOf(story.do('propose'))).toEqual(['nothing-proposed VIS-01']);
	});

	it('names the visits that were not made, unless somebody says why', () => {
		const story = new PlanStory();
		story.do('submit');
		story.decide('approve');
		expect(rulesOf(story.do('close'))).toEqual(['plan-visits-open VIS-09']);
		expect(rulesOf(story.do('close', staff.seller, 'The customer is closed in April'))).toEqual([]);
		expect(story.status).toBe('closed');
	});
});
