import { describe, expect, it } from 'vitest';
import { uuid } from '../testing/ids.js';
import { describeDuties } from '../testing/duty-table.js';
import { actorOf, everybody, staff, withPerson } from '../testing/people.js';
import { rulesOf } from '../testing/review-story.js';
import { minimalVisitRules, rulebookWithVisits } from '../testing/rulebook.js';
import { sixPoints, visitId, visitMorning, visitRow, VisitStory } from '../testing/visit.js';
import { purposes, purposesOf } from './visit.js';

const planners = ['owner', 'business-head', 'service-manager', 'general-manager'] as const;
const notConfirmed = { in: ['planned'], rule: 'visit-not-confirmed', clause: 'VIS-01' };

describeDuties('crm_visits', {
	states: ['planned', 'confirmed', 'under_way', 'done', 'reported', 'cancelled'],
	commands: {
		confirm: { from: ['planned'], to: 'confirmed', by: planners, clause: 'VIS-01' },
		start: { from: ['confirmed'], to: 'under_way', by: planners, clause: 'VIS-01', tooEarly: notConfirmed },
		finish: { from: ['confirmed', 'under_way'], to: 'done', by: planners, clause: 'VIS-01', tooEarly: notConfirmed },
		report: {
			from: ['done'],
			to: 'reported',
			by: planners,
			clause: 'VIS-03',
			tooEarly: { in: ['planned', 'confirmed', 'under_way'], rule: 'visit-not-finished', clause: 'VIS-03' },
		},
		reschedule: { from: ['planned', 'confirmed'], by: planners, clause: 'VIS-01', comment: 'required' },
		reassign: { from: ['planned', 'confirmed'], by: planners, clause: 'VIS-01' },
		repeat: { from: ['planned', 'confirmed'], by: planners, clause: 'VIS-01' },
		cancel: { from: ['planned', 'confirmed'], to: 'cancelled', by: planners, clause: 'VIS-01', comment: 'required' },
		remind: { from: ['confirmed', 'under_way', 'done'], by: ['system'], clause: 'VIS-03' },
		recompute: { from: ['confirmed', 'under_way', 'done'], by: ['system'], clause: 'VIS-03' },
	},
});

describeDuties('crm_visit_tasks', {
	states: ['open', 'settled', 'dropped'],
	commands: {
		settle: { from: ['open'], to: 'settled', by: planners, clause: 'VIS-08' },
		drop: { from: ['open'], to: 'dropped', by: planners, clause: 'VIS-08', comment: 'required' },
	},
});

const confirming = (visit: Readonly<Record<string, unknown>>, settings: ConstructorParameters<typeof VisitStory>[0] = {}) =>
	rulesOf(new VisitStory({ ...settings, visit }).do('confirm'));

/** A visit that is over and owes its report. */
function done(visit: Readonly<Record<string, unknown>> = {}, settings: ConstructorParameters<typeof VisitStory>[0] = {}): VisitStory {
	const story = new VisitStory({ ...settings, visit });
	expect(rulesOf(story.do('confirm'))).toEqual([]);
	expect(rulesOf(story.do('start'))).toEqual([]);
	story.until('2026-03-10T07:00:00.000Z');
	expect(rulesOf(story.do('finish'))).toEqual([]);
	return story;
}

describe('confirming a visit (VIS-01, VIS-02)', () => {
	it('numbers it and says by when its report is due: two working days after its end', () => {
		const story = new VisitStory();
		expect(rulesOf(story.do('confirm'))).toEqual([]);
		expect(story.row()).toMatchObject({
			status: 'confirmed',
			number: 'BF2026-0001',
			report_due_at: '2026-03-12T07:00:00.000Z',
			next_reminder_at: '2026-03-12T02:00:00.000Z',
			rulebook_version: 1,
		});
	});

	it.each([
		['customer', { customer: null }, ['visit-incomplete VIS-01']],
		['subject', { title: '  ' }, ['visit-incomplete VIS-01']],
		['purpose', { purpose: null }, ['purpose-missing VIS-02']],
		['time', { starts_at: null }, ['visit-times VIS-01']],
		['end after its beginning', { ends_at: visitRow['starts_at'] }, ['visit-times VIS-01']],
		['day that goes with its times', { all_day: true, starts_on: '2026-03-10', ends_on: '2026-03-10' }, ['visit-times VIS-01']],
	])('is refused without a %s', (_what, visit, rules) => {
		expect(confirming(visit)).toEqual(rules);
	});

	it('knows exactly the nine purposes of the policy, of which a visit may have several', () => {
		expect(purposes).toHaveLength(9);
		expect(purposesOf({ purpose: 'solve_difficulties', further_purposes: ['solve_difficulties', 'handle_complaint'] })).toEqual([
			'solve_difficulties',
			'handle_complaint',
		]);
	});

	it('asks visits without a manager for no purpose where the rulebook follows the letter of the policy', () => {
		const rulebook = rulebookWithVisits({ purpose: 'accompanied' });
		expect(confirming({ purpose: null }, { rulebook })).toEqual([]);
		expect(confirming({ purpose: null, accompanied_by: staff.director.id }, { rulebook })).toEqual(['purpose-missing VIS-02']);
	});

	it('is refused at a customer who is archived, and with somebody else’s contact', () => {
		const story = new VisitStory({ visit: { contact: uuid(0xf22, 1) } });
		story.store.put('crm_customers', {
			...story.store.row('crm_customers', String(visitRow['customer'])),
			id: String(visitRow['customer']),
			status: 'archived',
		});
		story.store.put('crm_contacts', { id: uuid(0xf22, 1), customer: uuid(0xf22, 2), name: 'Elsewhere' });
		expect(rulesOf(story.do('confirm'))).toEqual(['customer-archived VIS-07', 'contact-elsewhere VIS-07']);
	});

	it('is refused while no working calendar is published, because nothing could be due', () => {
		expect(confirming({}, { calendar: false })).toEqual(['working-calendar-missing SLA-01']);
	});
});

describe('what a purpose goes with (VIS-05)', () => {
	const required = { rulebook: rulebookWithVisits({ evidence: 'require' }) };

	it.each([
		['collect_receivables', 'receivable', { receivable: 'Invoice 2026-31' }],
		['handle_complaint', 'complaint', { complaint: uuid(0xf22, 3) }],
		['sell_new_product', 'new_product', { new_product: 'Washable silk' }],
	])('is required for “%s” where the rulebook says so: %s', (purpose, _field, evidence) => {
		expect(confirming({ purpose }, required)).toEqual(['purpose-evidence-missing VIS-05']);
		expect(confirming({ purpose, ...evidence }, required)).toEqual([]);
		expect(confirming({ purpose })).toEqual([]);
	});

	it('is a manager and earlier work of the salesperson for closing the deal with a new customer', () => {
		const story = new VisitStory({ ...required, visit: { purpose: 'close_new_customer' } });
		expect(rulesOf(story.do('confirm'))).toEqual(['purpose-evidence-missing VIS-05', 'purpose-evidence-missing VIS-05']);
		story.another({ status: 'reported' });
		story.store.put('crm_visits', { ...story.row(), accompanied_by: staff.otherSeller.id });
		expect(rulesOf(story.do('confirm'))).toEqual(['purpose-evidence-missing VIS-05']);
		story.store.put('crm_visits', { ...story.row(), accompanied_by: staff.head.id });
		expect(rulesOf(story.do('confirm'))).toEqual([]);
	});
});

describe('the report (VIS-03)', () => {
	it('closes the visit with its six points', () => {
		const story = done();
		expect(rulesOf(story.report())).toEqual([]);
		expect(story.row()).toMatchObject({ status: 'reported', report_due_at: null, next_reminder_at: null, reported_by: staff.seller.id });
		expect(story.store.rows('crm_visit_reports')).toMatchObject([{ ...sixPoints, visit: visitId, filed_by: staff.seller.id }]);
	});

	it.each(['visited', 'main_results', 'customer_opinions', 'suggestions'] as const)(
		'is refused without %s, and leaves the visit open',
		(point) => {
			const story = done();
			expect(rulesOf(story.report({ [point]: ' ' }))).toEqual(['report-incomplete VIS-03']);
			expect(story.row()['status']).toBe('done');
			expect(story.store.rows('crm_visit_reports')).toEqual([]);
		},
	);

	it('is refused without a purpose, or with one the policy does not know', () => {
		expect(rulesOf(done().report({ purposes: [] }))).toEqual(['report-incomplete VIS-03']);
		expect(rulesOf(done().report({ purposes: ['golf'] }))).toEqual(['report-incomplete VIS-03']);
	});

	it('is not given about the future, nor before the visit is over', () => {
		expect(rulesOf(done().report({ visited_at: '2026-03-11T00:00:00Z' }))).toEqual(['visit-reported-ahead VIS-03']);
		expect(rulesOf(new VisitStory().report())).toEqual(['visit-not-finished VIS-03']);
	});

	it('takes time and purpose from the visit where nothing else is said', () => {
		const story = done({ further_purposes: ['solve_difficulties'] });
		const { visited, main_results, customer_opinions, suggestions } = sixPoints;
		expect(rulesOf(story.do('report', { input: { visited, main_results, customer_opinions, suggestions } }))).toEqual([]);
		expect(story.store.rows('crm_visit_reports')).toMatchObject([
			{ visited_at: visitMorning, purposes: ['cultivate_relationship', 'solve_difficulties'] },
		]);
	});

	it('gives out tasks and raises a complaint in one step', () => {
		const story = done();
		const follow_ups = [
			{ what: 'Send swatches', due_on: '2026-03-12' },
			{ what: 'Check the invoice', by: staff.head.id, due_on: '2026-03-13' },
		];
		const answer = story.report({ follow_ups, complaint_subject: 'Colour fades', complaint_content: 'After three washes.' });
		expect(rulesOf(answer)).toEqual([]);
		expect(story.store.rows('crm_visit_tasks').map(({ what, owner, status }) => [what, owner, status])).toEqual([
			['Send swatches', staff.seller.id, 'open'],
			['Check the invoice', staff.head.id, 'open'],
		]);
		const [complaint] = story.store.rows('crm_complaints');
		expect(complaint).toMatchObject({
			status: 'received',
			title: 'Colour fades',
			content: 'After three washes.',
			customer: visitRow['customer'],
			owner: staff.seller.id,
		});
		expect(story.row()['raised_complaint']).toBe(complaint?.id);
	});

	it('raises the complaint the customer made on the round trip (VIS-06)', () => {
		const noted = { opinion_types: ['suggestion', 'complaint'] };
		expect(rulesOf(done(noted).report())).toEqual(['complaint-not-raised VIS-06']);
		expect(rulesOf(done({ ...noted, complaint: uuid(0xf22, 3) }).report())).toEqual([]);
		expect(rulesOf(done(noted).report({ complaint_subject: 'Late', complaint_content: 'Three days.' }))).toEqual([]);
	});

	it('does not raise half a complaint, nor give tasks for yesterday or to somebody who left', () => {
		expect(rulesOf(done().report({ complaint_subject: 'Late' }))).toEqual(['complaint-incomplete CMP-02']);
		expect(rulesOf(done().report({ follow_ups: [{ what: 'Call', due_on: '2026-03-09' }] }))).toEqual(['task-due-in-the-past VIS-03']);
		const people = withPerson(everybody, staff.head.id, { active: false });
		const gone = done({}, { people }).report({ follow_ups: [{ what: 'Call', by: staff.head.id, due_on: '2026-03-12' }] });
		expect(rulesOf(gone)).toEqual(['visitor-unfit VIS-03']);
	});
});

describe('a report that is owed (VIS-03)', () => {
	it('is reminded of before it is due and after, then to those who answer for it too', () => {
		const story = done();
		expect(rulesOf(story.clock('remind'))).toEqual(['reminder-not-due VIS-03']);
		story.until('2026-03-12T02:00:00.000Z');
		const before = story.clock('remind');
		expect(before.accepted && before.effects.filter(({ kind }) => kind === 'notify')).toMatchObject([{ to: [{ user: staff.seller.id }] }]);
		story.until(String(story.row()['next_reminder_at']));
		const after = story.clock('remind');
		expect(after.accepted && after.effects.filter(({ kind }) => kind === 'notify')).toMatchObject([
			{ to: [{ user: staff.seller.id }, { role: 'business-head' }] },
		]);
	});

	it('is owed for a visit nobody finished, as soon as it should have ended', () => {
		const story = new VisitStory();
		story.do('confirm');
		story.until('2026-03-20T02:00:00.000Z');
		const next = story.another();
		expect(rulesOf(story.do('confirm', { id: next }))).toEqual([]);
	});

	it('stops further planning when there are as many as the rulebook names', () => {
		const story = new VisitStory();
		for (const id of [visitId, story.another()]) expect(rulesOf(story.do('confirm', { id }))).toEqual([]);
		const next = story.another();
		story.until('2026-03-12T07:00:00.000Z');
		expect(rulesOf(story.do('confirm', { id: next }))).toEqual([]);
		const further = story.another();
		story.until('2026-03-12T07:00:01.000Z');
		expect(rulesOf(story.do('confirm', { id: further }))).toEqual(['visit-reports-overdue VIS-03']);
		expect(rulesOf(story.do('repeat', { id: further, input: { rhythm: 'week', times: 2 } }))).toEqual(['visit-reports-overdue VIS-03']);
		story.do('finish');
		expect(rulesOf(story.report())).toEqual([]);
		expect(rulesOf(story.do('confirm', { id: next }))).not.toContain('visit-reports-overdue VIS-03');
	});

	it('stops nobody where the rulebook says so', () => {
		const story = new VisitStory({ rulebook: rulebookWithVisits({ report: { ...minimalVisitRules.report, block_at: null } }) });
		for (const id of [visitId, story.another(), story.another()]) story.do('confirm', { id });
		story.until('2026-04-12T07:00:00.000Z');
		expect(rulesOf(story.do('confirm', { id: story.another() }))).toEqual([]);
	});
});

describe('moving a visit', () => {
	it('keeps what it was first planned for, and counts', () => {
		const story = new VisitStory();
		story.do('confirm');
		const to = (starts_at: string, ends_at: string) => story.do('reschedule', { comment: 'Customer asked', input: { starts_at, ends_at } });
		expect(rulesOf(to('2026-03-11T06:00:00Z', '2026-03-11T07:00:00Z'))).toEqual([]);
		expect(rulesOf(to('2026-03-12T06:00:00Z', '2026-03-12T07:00:00Z'))).toEqual([]);
		expect(story.row()).toMatchObject({
			status: 'confirmed',
			number: 'BF2026-0001',
			postponed: 2,
			first_starts_at: visitRow['starts_at'],
			report_due_at: '2026-03-16T07:00:00.000Z',
		});
	});

	it('is refused backwards', () => {
		const story = new VisitStory();
		const input = { starts_at: '2026-03-11T06:00:00Z', ends_at: '2026-03-11T06:00:00Z' };
		expect(rulesOf(story.do('reschedule', { comment: 'Because', input }))).toEqual(['visit-times VIS-01']);
	});

	it('moves an all-day visit by its days', () => {
		const days = {
			all_day: true,
			starts_on: '2026-03-10',
			ends_on: '2026-03-10',
			starts_at: '2026-03-09T16:00:00.000Z',
			ends_at: '2026-03-10T16:00:00.000Z',
		};
		const story = new VisitStory({ visit: days });
		expect(rulesOf(story.do('reschedule', { comment: 'Because', input: { starts_on: '2026-03-17', ends_on: '2026-03-18' } }))).toEqual([]);
		expect(story.row()).toMatchObject({ starts_on: '2026-03-17', ends_on: '2026-03-18', ends_at: '2026-03-18T16:00:00.000Z' });
	});

	it('to somebody else takes an active colleague with a department', () => {
		const story = new VisitStory();
		expect(rulesOf(story.do('reassign', { input: { visitor: staff.production.id } }))).toEqual(['visitor-unfit VIS-01']);
		expect(rulesOf(story.do('reassign', { input: { visitor: staff.otherSeller.id } }))).toEqual([]);
		expect(story.row()).toMatchObject({ owner: staff.otherSeller.id });
		expect(rulesOf(story.do('confirm'))).toEqual(['not-your-duty VIS-01']);
	});

	it('is cancelled with a reason, and nothing is owed any more', () => {
		const story = new VisitStory();
		story.do('confirm');
		expect(rulesOf(story.do('cancel', { comment: 'Customer is ill' }))).toEqual([]);
		expect(story.row()).toMatchObject({ status: 'cancelled', cancel_reason: 'Customer is ill', report_due_at: null });
	});

	it('lies ahead until its day has come', () => {
		const story = new VisitStory({ visit: { starts_at: '2026-03-11T06:00:00.000Z', ends_at: '2026-03-11T07:00:00.000Z' } });
		story.do('confirm');
		expect(rulesOf(story.do('start'))).toEqual(['visit-lies-ahead VIS-03']);
		expect(rulesOf(story.do('finish'))).toEqual(['visit-lies-ahead VIS-03']);
		story.until('2026-03-10T16:00:00.000Z');
		expect(rulesOf(story.do('start'))).toEqual([]);
	});
});

describe('a rule of repeated visits', () => {
	it('plans visits of their own, with their companions, once', () => {
		const story = new VisitStory();
		story.store.put('crm_visit_participants', { id: uuid(0xf22, 4), visit: visitId, user: staff.technology.id });
		expect(rulesOf(story.do('repeat', { input: { rhythm: 'month', times: 3 } }))).toEqual([]);
		const series = story.row()['series'];
		const visits = story.store
			.where('crm_visits', { series })
			.toSorted((a, b) => Number(a['series_position']) - Number(b['series_position']));
		expect(visits.map(({ starts_at, status, number }) => [starts_at, status, number ?? null])).toEqual([
			['2026-03-10T06:00:00.000Z', 'planned', null],
			['2026-04-10T06:00:00.000Z', 'planned', null],
			['2026-05-10T06:00:00.000Z', 'planned', null],
			['2026-06-10T06:00:00.000Z', 'planned', null],
		]);
		expect(new Set(visits.map(({ id }) => id)).size).toBe(4);
		expect(story.store.rows('crm_visit_participants')).toHaveLength(4);
		expect(rulesOf(story.do('repeat', { input: { rhythm: 'month', times: 3 } }))).toEqual(['repeated-already VIS-01']);
	});
});

describe('who goes along', () => {
	it('is told when it stands, when it moves and when it is off, but not by their own doing', () => {
		const story = new VisitStory({ visit: { accompanied_by: staff.director.id } });
		const told = (command: string, rest: object = {}) => {
			const answer = story.do(command, { comment: 'Because', ...rest });
			return answer.accepted ? answer.effects.flatMap((effect) => (effect.kind === 'notify' ? [[effect.to, effect.except]] : [])) : answer;
		};
		const toDirector = [[[{ user: staff.director.id }], staff.seller.id]];
		expect(told('confirm')).toEqual(toDirector);
		expect(told('reschedule', { input: { starts_at: '2026-03-11T06:00:00Z', ends_at: '2026-03-11T07:00:00Z' } })).toEqual(toDirector);
		expect(told('cancel')).toEqual(toDirector);
	});

	it('is for the visitor and those who answer for it to say, not for a colleague', () => {
		expect(rulesOf(new VisitStory().do('confirm', { who: staff.otherSeller }))).toEqual(['not-your-duty VIS-01']);
		expect(rulesOf(new VisitStory().do('confirm', { who: actorOf('business-head') }))).toEqual([]);
	});
});
