import { describe, expect, it } from 'vitest';
import { company, ComplaintStory } from '../testing/complaint.js';
import { describeDuties } from '../testing/duty-table.js';
import { theSystem } from '../testing/people.js';
import { rulesOf } from '../testing/review-story.js';
import type { Row } from '../process/effect.js';

const publishers = ['service-manager', 'information-administrator', 'general-manager'] as const;

describeDuties('crm_hotlines', {
	states: ['draft', 'published', 'superseded'],
	commands: {
		publish: { from: ['draft'], to: 'published', by: publishers, clause: 'HOT-01' },
		withdraw: { from: ['published'], to: 'superseded', by: publishers, clause: 'HOT-01', comment: 'required' },
		expire: { from: ['published'], to: 'superseded', by: ['system'], clause: 'HOT-01' },
		remind: { from: ['published'], by: ['system'], clause: 'HOT-01' },
	},
});

const id = '00000000-0000-4000-8000-00000000000f';

const list = {
	id,
	status: 'draft',
	revision: 0,
	title: 'Hotlines 2026',
	office_phone: '+86 21 5555 0100',
	duty_phone: '138 0000 0001',
	manager_office_phone: '021-5555-0101',
	manager_mobile: '139 0000 0002',
	valid_from: '2026-03-01',
	valid_until: '2026-12-31',
	reminded_at: null,
	owner: null,
	department: null,
};

const listed = (differing: Row = {}): ComplaintStory => {
	const story = new ComplaintStory();
	story.store.put('crm_hotlines', { ...list, ...differing });
	return story;
};

const act = (story: ComplaintStory, command: string, who: Parameters<ComplaintStory['on']>[3] = company.manager) =>
	rulesOf(story.on('crm_hotlines', id, command, who, {}));

describe('publishing the telephone list (HOT-01, HOT-02)', () => {
	it('shows it and replaces the one published before', () => {
		const story = listed();
		story.store.put('crm_hotlines', { ...list, id: 'earlier', status: 'published' });
		expect(act(story, 'publish')).toEqual([]);
		expect(story.store.row('crm_hotlines', id)).toMatchObject({ status: 'published', published_at: story.now });
		expect(story.store.row('crm_hotlines', 'earlier')['status']).toBe('superseded');
	});

	it.each([
		['office_phone', null, 'hotline-number-missing HOT-01'],
		['duty_phone', ' ', 'hotline-number-missing HOT-01'],
		['manager_office_phone', null, 'manager-number-missing HOT-02'],
		['manager_mobile', '', 'manager-number-missing HOT-02'],
		['duty_phone', 'ask Li', 'number-invalid HOT-01'],
		['manager_mobile', '1'.repeat(31), 'number-invalid HOT-01'],
		['valid_from', null, 'validity-missing HOT-01'],
		['valid_until', null, 'validity-missing HOT-01'],
		['valid_until', '2027-03-03', 'validity-too-long HOT-01'],
		['valid_until', '2026-03-09', 'already-over HOT-01'],
	])('is refused with %s %j: %s', (field, value, rule) => {
		expect(act(listed({ [field]: value }), 'publish')).toEqual([rule]);
	});

	it('is refused when it ends before it begins', () => {
		expect(act(listed({ valid_from: '2026-04-02', valid_until: '2026-04-01' }), 'publish')).toEqual(['validity-reversed HOT-01']);
	});

	it.each(['2027-03-02', '2026-03-10'])('is possible until %s', (valid_until) => {
		expect(act(listed({ valid_until }), 'publish')).toEqual([]);
	});

	it('freezes it', () => {
		const story = listed();
		act(story, 'publish');
		expect(story.store.edit({ collection: 'crm_hotlines', id, patch: { duty_phone: '110' } })).toBe(false);
	});
});

describe('a published list', () => {
	it.each([
		['expire', '2026-12-31T15:59:59Z', ['not-over HOT-01']],
		['expire', '2026-12-31T16:00:00Z', []],
		['remind', '2026-11-30T15:59:59Z', ['not-soon-over HOT-01']],
		['remind', '2026-11-30T16:00:00Z', []],
	])('at the hand of the clock: %s at %s', (command, now, rules) => {
		const story = listed({ status: 'published' });
		story.now = now;
		expect(act(story, command, theSystem)).toEqual(rules);
		if (rules.length === 0)
			expect(story.store.messages.at(-1)?.to).toEqual([{ role: 'service-manager' }, { role: 'information-administrator' }]);
	});

	it('is announced once, and one without an end neither ends nor is announced', () => {
		const story = listed({ status: 'published', reminded_at: '2026-12-01T00:00:00Z' });
		story.now = '2026-12-02T00:00:00Z';
		expect(act(story, 'remind', theSystem)).toEqual(['not-soon-over HOT-01']);
		const endless = listed({ status: 'published', valid_until: null });
		expect(act(endless, 'remind', theSystem)).toEqual(['not-soon-over HOT-01']);
		expect(act(endless, 'expire', theSystem)).toEqual(['not-over HOT-01']);
	});
});
