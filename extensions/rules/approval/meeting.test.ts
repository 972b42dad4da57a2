import { describe, expect, it } from 'vitest';
import { staff } from '../testing/people.js';
import { rulesOf, submitted, type ReviewStory } from '../testing/review-story.js';
import { route, step } from '../testing/rulebook.js';

const signers = ['production-manager', 'technology-manager'] as const;
const meeting = () => submitted(route(step('meeting', 'meeting', signers)));

const record = {
	held_at: '2026-03-10T03:00:00Z',
	attendance: [staff.production.id, staff.technology.id, staff.head.id],
	minutes: 'Delivery was moved to May.',
	conclusion: 'Accepted.',
};

const opinion = (story: ReviewStory, role: (typeof signers)[number], command = 'approve') =>
	story.task(story.taskOf(role), command, role === 'production-manager' ? staff.production : staff.technology);

const conclude = (story: ReviewStory, input: Readonly<Record<string, unknown>> = record, command = 'approve') =>
	story.task(story.taskOf('business-head'), command, staff.head, input);

describe('a review meeting (REV-14)', () => {
	it('passes when everybody has given an opinion and the chair concludes it with its record', () => {
		const story = meeting();
		opinion(story, 'production-manager');
		opinion(story, 'technology-manager');
		expect(story.status).toBe('in_review');
		expect(rulesOf(conclude(story))).toEqual([]);
		expect(story.status).toBe('approved');
		expect(story.store.rows('crm_approval_meetings')).toMatchObject([
			{ ...record, step: 'meeting', recorded_by: staff.head.id, recorded_at: story.now },
		]);
	});

	it('does not pass by opinions alone, however many approve', () => {
		const story = meeting();
		opinion(story, 'production-manager');
		opinion(story, 'technology-manager');
		expect(story.latestApproval.status).toBe('pending');
	});

	it('is not concluded while an opinion is missing, and the refusal says how many', () => {
		const story = meeting();
		opinion(story, 'production-manager');
		expect(conclude(story)).toMatchObject({
			accepted: false,
			violations: [{ rule: 'opinion-missing', clause: 'REV-14', values: { count: 1 } }],
		});
	});

	it.each(['return', 'reject'])('goes on after a reviewer’s “%s”, but can then no longer be concluded as passed', (command) => {
		const story = meeting();
		opinion(story, 'production-manager', command);
		expect(story.latestApproval.status).toBe('pending');
		opinion(story, 'technology-manager');
		expect(rulesOf(conclude(story))).toEqual(['meeting-objection REV-14']);
	});

	it.each([
		['return', 'returned', 'draft'],
		['reject', 'rejected', 'rejected'],
	])('ends as the chair’s “%s” says, opinions given or not', (command, approval, contract) => {
		const story = meeting();
		opinion(story, 'production-manager', 'reject');
		expect(rulesOf(conclude(story, {}, command))).toEqual([]);
		expect(story.latestApproval.status).toBe(approval);
		expect(story.status).toBe(contract);
		expect(story.openTasks).toEqual([]);
	});

	it.each(['held_at', 'attendance', 'minutes', 'conclusion'])('is not concluded without “%s” in its record', (missing) => {
		const story = meeting();
		opinion(story, 'production-manager');
		opinion(story, 'technology-manager');
		const answer = conclude(story, { ...record, [missing]: undefined });
		expect(answer).toMatchObject({
			accepted: false,
			violations: [{ rule: 'meeting-record-missing', clause: 'REV-14', field: `input.${missing}` }],
		});
	});

	it('lists everyone who gave an opinion among those who attended', () => {
		const story = meeting();
		opinion(story, 'production-manager');
		opinion(story, 'technology-manager');
		const incomplete = conclude(story, { ...record, attendance: [staff.production.id, staff.head.id] });
		expect(incomplete).toMatchObject({
			accepted: false,
			violations: [{ rule: 'attendance-incomplete', clause: 'REV-14', field: 'input.attendance' }],
		});
	});

	it('is not a meeting with one person in it', () => {
		const story = submitted(route(step('meeting', 'meeting', ['production-manager'])));
		opinion(story, 'production-manager');
		expect(rulesOf(conclude(story, { ...record, attendance: [staff.production.id] }))).toEqual(['attendance-incomplete REV-14']);
		expect(rulesOf(conclude(story, { ...record, attendance: [staff.production.id, staff.head.id] }))).toEqual([]);
	});

	it('does not ask a signer for a record', () => {
		const story = meeting();
		expect(rulesOf(story.task(story.taskOf('production-manager'), 'approve', staff.production, { minutes: 'Mine' }))).toEqual([
			'meeting-record-missing REV-14',
		]);
		expect(rulesOf(opinion(story, 'production-manager'))).toEqual([]);
	});

	it('is explained to the chair without a record at hand', () => {
		const story = meeting();
		opinion(story, 'production-manager');
		opinion(story, 'technology-manager');
		const chair = story.taskOf('business-head');
		expect(
			story.store.explain({
				collection: 'crm_approval_tasks',
				id: chair.id,
				command: 'approve',
				actor: { id: staff.head.id, roles: staff.head.roles, department: null, system: false },
				now: story.now,
			}),
		).toEqual([]);
	});
});

describe('one more signer in a meeting', () => {
	const withGuest = (place: string, who: 'signer' | 'chair') => {
		const story = meeting();
		const [task, actor] =
			who === 'signer'
				? ([story.taskOf('production-manager'), staff.production] as const)
				: ([story.taskOf('business-head'), staff.head] as const);
		expect(rulesOf(story.task(task, 'add_signer', actor, { user: staff.quality.id, place }))).toEqual([]);
		return story;
	};
	const attended = { ...record, attendance: [...record.attendance, staff.quality.id] };

	it.each(['before', 'beside', 'after'])('added “%s” a reviewer is heard before the chair concludes', (place) => {
		const story = withGuest(place, 'signer');
		if (place === 'before') story.task(story.taskOf(staff.quality), 'approve', staff.quality);
		opinion(story, 'production-manager');
		opinion(story, 'technology-manager');
		if (place !== 'before') {
			expect(rulesOf(conclude(story, attended))).toEqual(['opinion-missing REV-14']);
			story.task(story.taskOf(staff.quality), 'approve', staff.quality);
		}
		expect(rulesOf(conclude(story, attended))).toEqual([]);
		expect(story.status).toBe('approved');
	});

	it('added after the chair signs after the conclusion, and the approval passes with that signature', () => {
		const story = withGuest('after', 'chair');
		opinion(story, 'production-manager');
		opinion(story, 'technology-manager');
		expect(rulesOf(conclude(story))).toEqual([]);
		expect(story.latestApproval.status).toBe('pending');
		expect(rulesOf(story.task(story.taskOf(staff.quality), 'approve', staff.quality))).toEqual([]);
		expect(story.status).toBe('approved');
	});

	it('added before the chair holds the conclusion up', () => {
		const story = withGuest('before', 'chair');
		opinion(story, 'production-manager');
		opinion(story, 'technology-manager');
		expect(story.taskOf('business-head').status).toBe('waiting');
		story.task(story.taskOf(staff.quality), 'approve', staff.quality);
		expect(rulesOf(conclude(story, attended))).toEqual([]);
		expect(story.status).toBe('approved');
	});

	it('ends the approval with a refusal, unlike a reviewer of the route', () => {
		const story = withGuest('beside', 'signer');
		story.task(story.taskOf(staff.quality), 'reject', staff.quality);
		expect(story.latestApproval.status).toBe('rejected');
	});
});
