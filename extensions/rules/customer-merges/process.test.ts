import { describe, expect, it } from 'vitest';
import { MemoryStore, type Answer } from '../in-memory/store.js';
import type { Row } from '../process/effect.js';
import { processes } from '../processes.js';
import { noon } from '../testing/contract.js';
import { describeDuties } from '../testing/duty-table.js';
import { countingIds, uuid } from '../testing/ids.js';
import { testKindOf } from '../testing/kinds.js';
import { asActor, everybody, person, staff } from '../testing/people.js';
import { rulesOf } from '../testing/review-story.js';
import { rulebook } from '../testing/rulebook.js';
import { fateOf, reviewingOf } from './fate.js';

const custodian = ['information-administrator'] as const;

describeDuties('crm_customer_merges', {
	states: ['proposed', 'merged', 'undone'],
	commands: {
		merge: { from: ['proposed'], to: 'merged', by: custodian, clause: 'CUS-04', comment: 'required' },
		undo: { from: ['merged'], to: 'undone', by: custodian, clause: 'CUS-04', comment: 'required' },
	},
	outcomes: {},
});

const administrator = person(['information-administrator']);
const [a, b, c] = [uuid(0xf10, 1), uuid(0xf10, 2), uuid(0xf10, 3)] as const;
const contact = uuid(0xf11, 1);
const contracts = { draft: uuid(0xf12, 1), effective: uuid(0xf12, 2) };
const [plan, planned] = [uuid(0xf13, 1), uuid(0xf13, 2)] as const;

/** Two records of one customer, and a third of nobody; everything in memory has a revision, a state and an owner. */
class Archive {
	readonly store = new MemoryStore({
		rulebooks: [rulebook()],
		people: [...everybody, administrator],
		kindOf: testKindOf,
		newId: countingIds(0xf14),
	});

	constructor(differing: { readonly survivor?: Row; readonly duplicate?: Row } = {}) {
		const { store } = this;
		const owned = { revision: 0, owner: staff.seller.id, department: staff.seller.department };
		store.put('crm_customers', {
			id: a,
			status: 'active',
			name: 'Willow Lane',
			phone: '1',
			industry: null,
			merged_into: null,
			...owned,
			...differing.survivor,
		});
		store.put('crm_customers', {
			id: b,
			status: 'prospect',
			name: 'Willow Lane Ltd',
			phone: '2',
			industry: 'Retail',
			merged_into: null,
			...owned,
			owner: staff.otherSeller.id,
			...differing.duplicate,
		});
		store.put('crm_customers', { id: c, status: 'active', name: 'Elm Street', phone: '3', industry: null, merged_into: null, ...owned });
		store.put('crm_contacts', { id: contact, status: 'current', revision: 0, customer: b, name: 'Mei Lin' });
		store.put('crm_contracts', { id: contracts.draft, status: 'draft', ...owned, customer: b });
		store.put('crm_contracts', { id: contracts.effective, status: 'effective', ...owned, customer: b });
		store.put('crm_visit_plans', { id: plan, status: 'active', ...owned });
		store.put('crm_visit_plan_lines', { id: planned, plan, customer: b });
		store.put('crm_customer_changes', { id: uuid(0xf15, 1), customer: b, fields: ['phone'] });
	}

	/** Proposes that the second record goes into the first. */
	propose(survivor: string | null, duplicate: string | null): string {
		const id = uuid(0xf16, this.store.rows('crm_customer_merges').length + 1);
		const base = { revision: 0, owner: administrator.id, department: null, rulebook_version: null, taken: null, before: null };
		this.store.put('crm_customer_merges', { id, status: 'proposed', survivor, duplicate, duplicate_was: null, ...base });
		return id;
	}

	issue(id: string, command: 'merge' | 'undo', input: Row = {}): Answer {
		return this.store.issue({
			collection: 'crm_customer_merges',
			id,
			command,
			actor: asActor(administrator),
			now: noon,
			input,
			comment: 'One customer',
		});
	}

	/** What everything says that a merge touches, without what counts the writes. */
	picture(): unknown {
		const said = (collection: string, fields: readonly string[]) =>
			this.store.rows(collection).map((row) => Object.fromEntries(['id', ...fields].map((field) => [field, row[field]])));
		return [
			said('crm_customers', ['status', 'name', 'phone', 'industry', 'merged_into', 'owner']),
			...['crm_contacts', 'crm_contracts', 'crm_visit_plan_lines'].map((collection) => said(collection, ['customer'])),
		];
	}

	customerOf(collection: string, id: string): unknown {
		return this.store.row(collection, id)['customer'];
	}
}

describe('a merge (CUS-10, CUS-11)', () => {
	it('takes along everything that names the duplicate, and leaves what was approved about it where it is', () => {
		const archive = new Archive();
		const hash = archive.store.contentOf('crm_contracts', contracts.effective);
		expect(rulesOf(archive.issue(archive.propose(a, b), 'merge'))).toEqual([]);
		expect(archive.customerOf('crm_contacts', contact)).toBe(a);
		expect(archive.customerOf('crm_contracts', contracts.draft)).toBe(a);
		expect(archive.customerOf('crm_contracts', contracts.effective)).toBe(b);
		expect(archive.store.contentOf('crm_contracts', contracts.effective)).toEqual(hash);
		expect(archive.customerOf('crm_visit_plan_lines', planned)).toBe(b);
		expect(archive.customerOf('crm_customer_changes', uuid(0xf15, 1))).toBe(b);
		expect(archive.store.row('crm_customers', b)).toMatchObject({ status: 'archived', merged_into: a, name: 'Willow Lane Ltd' });
		expect(archive.store.row('crm_customers', a)).toMatchObject({ status: 'active', name: 'Willow Lane', phone: '1', industry: null });
	});

	it('takes the particulars it is told to, keeps the change and tells whom it concerns', () => {
		const archive = new Archive();
		const id = archive.propose(a, b);
		expect(rulesOf(archive.issue(id, 'merge', { take: ['phone', 'industry', 'email'] }))).toEqual([]);
		expect(archive.store.row('crm_customers', a)).toMatchObject({ name: 'Willow Lane', phone: '2', industry: 'Retail' });
		expect(archive.store.row('crm_customer_merges', id)).toMatchObject({
			taken: ['phone', 'industry'],
			before: { phone: '1', industry: null },
		});
		expect(archive.store.where('crm_customer_changes', { customer: a })).toMatchObject([{ fields: ['phone', 'industry'] }]);
		const told = archive.store.messages.flatMap(({ to }) => to);
		expect(told).toEqual(expect.arrayContaining([{ user: staff.seller.id }, { user: staff.otherSeller.id }]));
	});

	it.each([
		['no survivor', null, b, {}, ['survivor-missing CUS-10']],
		['no duplicate', a, null, {}, ['duplicate-missing CUS-10']],
		['one record twice', a, a, {}, ['same-record CUS-10']],
		['an archived survivor', a, b, { survivor: { status: 'archived' } }, ['survivor-archived REC-03']],
		['a survivor merged away', a, b, { survivor: { status: 'archived', merged_into: c } }, ['merged-already CUS-10']],
		['a duplicate merged away', a, b, { duplicate: { status: 'archived', merged_into: c } }, ['merged-already CUS-10']],
		['a duplicate being vetted', a, b, { duplicate: { status: 'vetting' } }, ['duplicate-in-vetting NEW-01']],
		[
			'a survivor not selected',
			a,
			b,
			{ survivor: { status: 'prospect' }, duplicate: { status: 'active' } },
			['survivor-not-selected NEW-05'],
		],
	] as const)('is refused with %s', (_what, survivor, duplicate, differing, rules) => {
		const archive = new Archive(differing);
		const before = archive.picture();
		expect(rulesOf(archive.issue(archive.propose(survivor, duplicate), 'merge'))).toEqual(rules);
		expect(archive.picture()).toEqual(before);
	});

	it.each(['in_review', 'approved'])('waits until a contract “%s” that names the duplicate is settled', (status) => {
		const archive = new Archive();
		archive.store.put('crm_contracts', { id: uuid(0xf12, 9), status, revision: 0, owner: null, department: null, customer: b });
		expect(rulesOf(archive.issue(archive.propose(a, b), 'merge'))).toEqual(['settle-first REV-03']);
	});

	it('cannot be restored past: a merged record comes back by undoing the merge', () => {
		const archive = new Archive();
		archive.issue(archive.propose(a, b), 'merge');
		const restored = archive.store.issue({
			collection: 'crm_customers',
			id: b,
			command: 'restore',
			actor: asActor(administrator),
			now: noon,
			comment: 'Back',
		});
		expect(rulesOf(restored)).toEqual(['customer-merged CUS-10']);
	});
});

describe('undoing a merge', () => {
	const fields = ['name', 'phone', 'industry'] as const;
	const choices = Array.from({ length: 8 }, (_, mask) => fields.filter((_field, index) => (mask & (1 << index)) !== 0));

	it.each(choices.map((take) => [take.join(', ') || 'nothing', take] as const))(
		'after taking %s leaves everything as it was',
		(_what, take) => {
			for (const status of ['prospect', 'active', 'dormant', 'archived']) {
				const archive = new Archive({ duplicate: { status } });
				const before = archive.picture();
				const id = archive.propose(a, b);
				expect(rulesOf(archive.issue(id, 'merge', take.length === 0 ? {} : { take }))).toEqual([]);
				expect(rulesOf(archive.issue(id, 'undo'))).toEqual([]);
				expect(archive.picture()).toEqual(before);
				expect(rulesOf(archive.issue(id, 'undo'))).toEqual(['wrong-state CUS-04']);
			}
		},
	);

	it('leaves what was changed since, and says so', () => {
		const archive = new Archive();
		const id = archive.propose(a, b);
		archive.issue(id, 'merge', { take: ['phone', 'industry'] });
		archive.store.edit({ collection: 'crm_customers', id: a, patch: { phone: '9' } });
		archive.store.edit({ collection: 'crm_contracts', id: contracts.draft, patch: { customer: c } });
		expect(rulesOf(archive.issue(id, 'undo'))).toEqual([]);
		expect(archive.store.row('crm_customers', a)).toMatchObject({ phone: '9', industry: null });
		expect(archive.customerOf('crm_contracts', contracts.draft)).toBe(c);
		expect(archive.customerOf('crm_contacts', contact)).toBe(b);
		expect(archive.store.row('crm_customer_merges', id)).toMatchObject({ returned: 1, left_moved: 1, left_taken: ['phone'] });
		expect(archive.store.where('crm_customer_merge_items', { outcome: 'left' })).toMatchObject([{ subject_id: contracts.draft }]);
	});

	it('leaves a contract with the survivor that has been submitted for approval there', () => {
		const archive = new Archive();
		const id = archive.propose(a, b);
		archive.issue(id, 'merge');
		archive.store.put('crm_contracts', { ...archive.store.row('crm_contracts', contracts.draft), status: 'effective' });
		archive.issue(id, 'undo');
		expect(archive.customerOf('crm_contracts', contracts.draft)).toBe(a);
	});

	it('goes the way back in a chain of merges, and every record always points at one in use', () => {
		const archive = new Archive();
		const before = archive.picture();
		const first = archive.propose(a, b);
		const second = archive.propose(c, a);
		expect(rulesOf(archive.issue(first, 'merge'))).toEqual([]);
		expect(rulesOf(archive.issue(second, 'merge'))).toEqual([]);
		expect(archive.store.row('crm_customers', b)).toMatchObject({ merged_into: c });
		expect(archive.customerOf('crm_contacts', contact)).toBe(c);
		expect(rulesOf(archive.issue(first, 'undo'))).toEqual(['merged-on CUS-11']);
		expect(rulesOf(archive.issue(second, 'undo'))).toEqual([]);
		expect(rulesOf(archive.issue(first, 'undo'))).toEqual([]);
		expect(archive.picture()).toEqual(before);
	});

	it('refuses a merge the other way round once one is done', () => {
		const archive = new Archive({ duplicate: { status: 'active' } });
		const [there, back] = [archive.propose(a, b), archive.propose(b, a)];
		expect(rulesOf(archive.issue(there, 'merge'))).toEqual([]);
		expect(rulesOf(archive.issue(back, 'merge'))).toEqual(['merged-already CUS-10']);
	});
});

describe('what follows a survivor', () => {
	const fate = (collection: string, field: string, state: string | null) =>
		fateOf(reviewingOf(processes, collection, field), collection, field, state);

	it.each([
		['crm_contracts', 'draft', 'moves'],
		['crm_contracts', 'in_review', 'settle'],
		['crm_contracts', 'approved', 'settle'],
		['crm_contracts', 'rejected', 'stays'],
		['crm_contracts', 'effective', 'stays'],
		['crm_contracts', 'closed', 'stays'],
		['crm_gifts', 'draft', 'moves'],
		['crm_gifts', 'handed_over', 'stays'],
		['crm_visit_plan_lines', 'draft', 'moves'],
		['crm_visit_plan_lines', 'in_approval', 'settle'],
		['crm_visit_plan_lines', 'active', 'stays'],
		['crm_customer_vettings', 'approved', 'stays'],
		['crm_customer_vettings', 'in_approval', 'settle'],
		['crm_complaints', 'investigating', 'moves'],
		['crm_complaints', 'archived', 'moves'],
		['crm_visits', 'done', 'moves'],
		['crm_transactions', 'recorded', 'moves'],
		['crm_customer_identities', null, 'moves'],
		['crm_customer_changes', null, 'stays'],
	] as const)('%s %s: %s', (collection, state, expected) => {
		expect(fate(collection, 'customer', state)).toBe(expected);
	});
});
