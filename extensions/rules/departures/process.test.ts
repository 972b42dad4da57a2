import { describe, expect, it } from 'vitest';
import { MemoryStore, type Answer } from '../in-memory/store.js';
import { holdingsOf } from '../process/holdings.js';
import type { Row } from '../process/effect.js';
import { processes, type AnyProcess } from '../processes.js';
import { contractProcess } from '../contract-review/process.js';
import { noon } from '../testing/contract.js';
import { describeDuties } from '../testing/duty-table.js';
import { countingIds, uuid } from '../testing/ids.js';
import { testKindOf } from '../testing/kinds.js';
import { asActor, everybody, person, staff } from '../testing/people.js';
import { rulesOf } from '../testing/review-story.js';
import { rulebook } from '../testing/rulebook.js';

const supervisors = ['general-manager', 'business-head', 'information-administrator'] as const;

describeDuties('crm_departures', {
	states: ['open', 'handed_over', 'completed', 'cancelled'],
	commands: {
		hand_over: { from: ['open', 'handed_over'], to: 'handed_over', by: supervisors, clause: 'OFF-01' },
		record_agreement: { from: ['open', 'handed_over'], by: supervisors, clause: 'OFF-02' },
		complete: { from: ['handed_over'], to: 'completed', by: supervisors, clause: 'OFF-01' },
		cancel: { from: ['open', 'handed_over'], to: 'cancelled', by: supervisors, clause: 'OFF-01', comment: 'required' },
	},
	outcomes: {},
});

const departure = uuid(0xe70, 1);
const leaver = staff.seller;
const successor = staff.otherSeller;
const archivist = person(['information-administrator']);

/** A salesperson with a customer, a gift to be given, a gift given, a granted access and a pending request leaves. */
class Leaving {
	readonly store = new MemoryStore({
		rulebooks: [rulebook()],
		people: [...everybody, archivist],
		kindOf: testKindOf,
		newId: countingIds(0xe71),
	});

	constructor(row: Row = {}) {
		this.store.put('crm_departures', {
			id: departure,
			status: 'open',
			revision: 0,
			owner: archivist.id,
			department: null,
			person: leaver.id,
			successor: successor.id,
			agreement_signed_on: null,
			agreement_file: null,
			rulebook_version: null,
			...row,
		});
		const owned = { revision: 0, owner: leaver.id, department: leaver.department };
		this.store.put('crm_customers', { id: uuid(0xe72, 1), status: 'active', ...owned });
		this.store.put('crm_customers', { id: uuid(0xe72, 2), status: 'archived', ...owned });
		this.store.put('crm_gifts', { id: uuid(0xe72, 3), status: 'approved', ...owned });
		this.store.put('crm_gifts', { id: uuid(0xe72, 4), status: 'handed_over', ...owned });
		this.store.put('crm_access_requests', { id: uuid(0xe72, 5), status: 'granted', ...owned });
		this.store.put('crm_complaints', { id: uuid(0xe72, 6), status: 'investigating', ...owned, leader: leaver.id });
	}

	issue(command: string, input: Row = {}, who = archivist): Answer {
		return this.store.issue({ collection: 'crm_departures', id: departure, command, actor: asActor(who), now: noon, input, comment: 'So' });
	}

	agree(signed_on = '2026-03-10'): Answer {
		return this.issue('record_agreement', { signed_on, file: uuid(0xe73, 1) });
	}
}

describe('a hand-over (OFF-01)', () => {
	it('gives everything that is still to be done to the successor, ends what is personal, and leaves what is finished', () => {
		const story = new Leaving();
		const { store } = story;
		expect(rulesOf(story.issue('hand_over'))).toEqual([]);
		expect(store.row('crm_customers', uuid(0xe72, 1))).toMatchObject({ owner: successor.id, status: 'active' });
		expect(store.row('crm_customers', uuid(0xe72, 2))).toMatchObject({ owner: leaver.id });
		expect(store.row('crm_gifts', uuid(0xe72, 3))).toMatchObject({ owner: successor.id });
		expect(store.row('crm_gifts', uuid(0xe72, 4))).toMatchObject({ owner: leaver.id });
		expect(store.row('crm_access_requests', uuid(0xe72, 5))).toMatchObject({ owner: leaver.id, status: 'ended' });
		expect(store.row('crm_complaints', uuid(0xe72, 6))).toMatchObject({ owner: successor.id, leader: successor.id });
	});

	it('leaves a receipt with one line for each part somebody had in a record', () => {
		const story = new Leaving();
		story.issue('hand_over');
		const lines = story.store.where('crm_departure_items', { departure });
		expect(lines.map(({ subject_collection, field, outcome }) => [subject_collection, field, outcome].join(' ')).sort()).toEqual([
			'crm_access_requests owner end',
			'crm_complaints leader transfer',
			'crm_complaints owner transfer',
			'crm_customers owner transfer',
			'crm_gifts owner transfer',
		]);
	});

	it.each([
		['who leaves', { person: null }, 'leaver-missing OFF-01'],
		['who takes over', { successor: null }, 'successor-missing OFF-01'],
		['somebody else who takes over', { successor: leaver.id }, 'successor-is-leaver OFF-01'],
		['a successor who works here', { successor: uuid(0xe73, 9) }, 'successor-not-on-staff OFF-01'],
		['a successor of the same department', { successor: staff.production.id }, 'successor-elsewhere OFF-01'],
	])('needs %s', (_what, row, rule) => {
		expect(rulesOf(new Leaving(row).issue('hand_over'))).toContain(rule);
	});

	it('is not done by the person who leaves', () => {
		expect(rulesOf(new Leaving({ person: archivist.id }).issue('hand_over'))).toContain('own-departure OFF-01');
	});

	it('waits until what cannot pass to another is settled', () => {
		const story = new Leaving();
		story.store.put('crm_access_requests', { id: uuid(0xe72, 7), status: 'in_approval', revision: 0, owner: leaver.id, department: null });
		expect(rulesOf(story.issue('hand_over'))).toEqual(['settle-first OFF-01']);
	});
});

describe('the end of a departure', () => {
	it('comes only after hand-over and confidentiality agreement (OFF-01, OFF-02)', () => {
		const story = new Leaving();
		expect(rulesOf(story.issue('complete'))).toEqual(['wrong-state OFF-01']);
		story.issue('hand_over');
		expect(rulesOf(story.issue('complete'))).toEqual(['confidentiality-agreement-missing OFF-02']);
		expect(rulesOf(story.agree())).toEqual([]);
		expect(rulesOf(story.issue('complete'))).toEqual([]);
	});

	it('ends the calendar feeds of whoever leaves, and nobody else’s', () => {
		const story = new Leaving();
		const feed = (which: number, row: Row) => story.store.put('crm_calendar_feeds', { id: uuid(0xe74, which), revoked_at: null, ...row });
		feed(1, { owner: leaver.id });
		feed(2, { owner: leaver.id, revoked_at: '2026-01-01T00:00:00.000Z', revoked_by: leaver.id });
		feed(3, { owner: successor.id });
		story.issue('hand_over');
		story.agree();
		expect(story.store.row('crm_calendar_feeds', uuid(0xe74, 1))).toMatchObject({ revoked_at: null });
		expect(rulesOf(story.issue('complete'))).toEqual([]);
		expect(story.store.row('crm_calendar_feeds', uuid(0xe74, 1))).toMatchObject({ revoked_at: noon, revoked_by: archivist.id });
		expect(story.store.row('crm_calendar_feeds', uuid(0xe74, 2))).toMatchObject({ revoked_at: '2026-01-01T00:00:00.000Z' });
		expect(story.store.row('crm_calendar_feeds', uuid(0xe74, 3))).toMatchObject({ revoked_at: null });
	});

	it('is refused for what came to the person’s name since, and for a department they head (GOV-04)', () => {
		const story = new Leaving();
		story.issue('hand_over');
		story.agree();
		story.store.put('crm_customers', { id: uuid(0xe72, 8), status: 'prospect', revision: 0, owner: leaver.id, department: null });
		story.store.put('crm_departments', { id: uuid(0xe72, 9), name: 'Sales', head: leaver.id });
		expect(rulesOf(story.issue('complete'))).toEqual(['hand-over-incomplete OFF-01', 'still-head GOV-04']);
		expect(rulesOf(story.issue('hand_over'))).toEqual([]);
		expect(rulesOf(story.issue('complete'))).toEqual(['still-head GOV-04']);
	});

	it('knows no agreement that is signed tomorrow', () => {
		expect(rulesOf(new Leaving().agree('2026-03-11'))).toEqual(['day-in-the-future OFF-02']);
	});
});

describe('what people hold', () => {
	it.each(processes.filter(({ setOnce }) => setOnce.includes('owner')))('of $collection is declared or follows its owner', (process) => {
		const held = holdingsOf(process);
		expect(held.length).toBeGreaterThan(0);
		for (const { states, leaving } of held) {
			expect(states.filter((state) => !(state in process.states))).toEqual([]);
			if (leaving.by === 'end') expect(process.states).toHaveProperty(leaving.to);
		}
	});

	it('never includes a state from which nothing leads on', () => {
		expect(holdingsOf(contractProcess as unknown as AnyProcess)).toEqual([
			{ field: 'owner', states: ['draft', 'in_review', 'approved', 'rejected', 'effective'], leaving: { by: 'transfer' } },
		]);
	});
});
