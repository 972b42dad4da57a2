import { describe, expect, it } from 'vitest';
import { endOfDay } from '../calendar/end-of-day.js';
import type { Row } from '../process/effect.js';
import { AccessStory } from '../testing/access-request.js';
import { customerId } from '../testing/contract.js';
import { describeDuties } from '../testing/duty-table.js';
import { uuid } from '../testing/ids.js';
import { staff, theSystem } from '../testing/people.js';
import { rulesOf } from '../testing/review-story.js';

describeDuties('crm_access_requests', {
	states: ['draft', 'in_approval', 'granted', 'rejected', 'ended', 'expired'],
	commands: {
		submit: { from: ['draft'], to: 'in_approval', by: ['owner'], clause: 'CUS-05' },
		withdraw: { from: ['in_approval'], to: 'draft', by: ['owner'], clause: 'CUS-05' },
		end: {
			from: ['granted'],
			to: 'ended',
			by: ['owner', 'business-head', 'general-manager', 'information-administrator'],
			clause: 'CUS-05',
			comment: 'required',
		},
		expire: { from: ['granted'], to: 'expired', by: ['system'], clause: 'CUS-05' },
		revise: { from: ['rejected'], to: 'draft', by: ['owner'], clause: 'CUS-05' },
	},
	outcomes: {
		approved: { from: 'in_approval', to: 'granted' },
		rejected: { from: 'in_approval', to: 'rejected' },
		returned: { from: 'in_approval', to: 'draft' },
		withdrawn: { from: 'in_approval', to: 'draft' },
	},
});

const submitted = (request: Row = {}): AccessStory => {
	const story = new AccessStory(request);
	expect(rulesOf(story.issue('submit'))).toEqual([]);
	return story;
};

describe('asking to see a customer (CUS-05)', () => {
	it.each(['KH00001', 'Silk Road Ltd', '  Silk Road Ltd '])('finds it by its number or its exact name (%s)', (sought) => {
		const { row, approval } = submitted({ sought });
		expect(row).toMatchObject({ number: 'CY2026-0001', customer: customerId, matches: 1, expires_at: null });
		expect(approval).toMatchObject({ route: 'access', access_request: row['id'] });
	});

	it('answers the same when there is no such customer, or several', () => {
		const there = new AccessStory();
		const missing = new AccessStory({ sought: 'Silk Road' });
		const several = new AccessStory({ sought: 'Silk Road Ltd' });
		several.customer(uuid(0xe62, 1), 'Silk Road Ltd', 'KH00002');
		for (const story of [there, missing, several]) expect(story.issue('submit')).toMatchObject({ accepted: true, status: 'in_approval' });
		expect(missing.row).toMatchObject({ status: 'in_approval', customer: null, matches: 0 });
		expect(several.row).toMatchObject({ status: 'in_approval', customer: null, matches: 2 });
	});

	it('tells nobody but those who decide what was found: neither content nor messages hold it', () => {
		const story = submitted();
		expect(JSON.stringify(story.approval)).not.toContain(customerId);
		expect(JSON.stringify(story.approval)).not.toContain('Silk Road');
	});

	it.each(['sought', 'contents', 'purpose', 'until'])('is refused without “%s”', (field) => {
		const answer = new AccessStory({ [field]: null }).issue('submit');
		expect(rulesOf(answer)).toContain('access-request-incomplete CUS-05');
	});

	it.each([
		['2026-03-09', 'access-already-over CUS-05'],
		['2026-06-09', 'access-too-long CUS-05'],
	])('is refused for a last day of %s', (until, rule) => {
		expect(rulesOf(new AccessStory({ until }).issue('submit'))).toEqual([rule]);
	});

	it.each(['2026-03-10', '2026-06-08'])('may last until %s', (until) => {
		expect(rulesOf(new AccessStory({ until }).issue('submit'))).toEqual([]);
	});
});

describe('consent', () => {
	it.each([
		['the business head', staff.head],
		['the general manager', staff.director],
	])('of %s is enough, and access lasts to the end of the day asked for', (_who, person) => {
		const story = submitted();
		expect(rulesOf(story.decide('approve', person))).toEqual([]);
		expect(story.row).toMatchObject({ status: 'granted', expires_at: '2026-03-17T16:00:00.000Z' });
	});

	it('is impossible where no customer was found, and the request can then be rejected', () => {
		const story = submitted({ sought: 'Nobody Ltd' });
		expect(rulesOf(story.decide('approve', staff.head))).toEqual(['nothing-to-grant CUS-05']);
		expect(story.row).toMatchObject({ status: 'in_approval' });
		expect(rulesOf(story.decide('reject', staff.head))).toEqual([]);
		expect(story.row).toMatchObject({ status: 'rejected' });
	});

	it('comes too late once the day has passed', () => {
		const story = submitted();
		story.at('2026-03-18T04:00:00.000Z');
		expect(rulesOf(story.decide('approve', staff.head))).toEqual(['access-already-over CUS-05']);
	});

	it('forgets what was found with the way back to draft', () => {
		const story = submitted();
		expect(rulesOf(story.issue('withdraw'))).toEqual([]);
		expect(story.row).toMatchObject({ status: 'draft', customer: null, matches: null });
	});
});

describe('the end of an access', () => {
	const granted = (): AccessStory => {
		const story = submitted();
		expect(rulesOf(story.decide('approve', staff.head))).toEqual([]);
		return story;
	};

	it('comes early by whoever has it or consented, at once', () => {
		const story = granted();
		story.at('2026-03-12T04:00:00.000Z');
		expect(rulesOf(story.issue('end'))).toEqual([]);
		expect(story.row).toMatchObject({ status: 'ended', expires_at: '2026-03-12T04:00:00.000Z' });
	});

	it('comes by itself after its day and not before', () => {
		const story = granted();
		story.at('2026-03-17T15:59:59.000Z');
		expect(rulesOf(story.issue('expire', theSystem))).toEqual(['access-not-over CUS-05']);
		story.at('2026-03-17T16:00:00.000Z');
		expect(rulesOf(story.issue('expire', theSystem))).toEqual([]);
		expect(story.row).toMatchObject({ status: 'expired' });
	});
});

describe('the end of a day', () => {
	it.each([
		['2026-03-17', 'Asia/Shanghai', '2026-03-17T16:00:00.000Z'],
		['2026-03-29', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
		['2026-10-25', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
		['2026-12-31', 'UTC', '2027-01-01T00:00:00.000Z'],
	])('%s in %s is %s', (day, zone, instant) => {
		expect(endOfDay(day, zone)).toBe(instant);
	});
});
