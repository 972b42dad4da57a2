import { describe, expect, it } from 'vitest';
import { text } from '../words/text.js';
import { describeVisit, type FeedVisit, type Showing } from './visit-event.js';

const visit: FeedVisit = {
	id: '7b7c2a52-0d6c-4f0c-9a65-0d4c4c1f0001',
	status: { name: 'planned', label: text('Planned', '已计划') },
	title: 'Price talks',
	allDay: false,
	startsAt: '2026-12-01T01:30:00Z',
	endsAt: '2026-12-01T03:00:00Z',
	startsOn: null,
	endsOn: null,
	customer: { name: 'Acme', address: '1 Road' },
	purposes: [text('Handle complaints', '处理投诉')],
	location: null,
	agenda: 'Secret margin 12 %',
	owner: 'Fang Wang',
	participants: ['Lei Li'],
	createdAt: '2026-11-01T00:00:00Z',
};
const full: Showing = { detail: 'full', locale: 'en-US', namesOwner: false, alarm: false };
const shown = (entries: Partial<FeedVisit> = {}, how: Partial<Showing> = {}) =>
	describeVisit({ ...visit, ...entries }, { ...full, ...how }, 'https://crm.example');
const event = (entries: Partial<FeedVisit> = {}, how: Partial<Showing> = {}) => {
	const described = shown(entries, how);
	if ('defect' in described) throw new Error(described.defect);
	return described.event;
};

describe('What a calendar shows of a visit', () => {
	it('is everything its reader may read, the place of the visit before the address of the customer', () => {
		expect(event()).toMatchObject({
			uid: visit.id,
			summary: 'Price talks',
			status: 'TENTATIVE',
			transparent: false,
			location: '1 Road',
			categories: ['Handle complaints'],
			url: `https://crm.example/admin/content/crm_visits/${visit.id}`,
			isPrivate: true,
		});
		expect(event({ location: 'Hall 3' }).location).toBe('Hall 3');
		expect(event().description).toBe(
			[
				'Customer: Acme',
				'Purpose: Handle complaints',
				'Responsible: Fang Wang',
				'With: Lei Li',
				'',
				'Secret margin 12 %',
				'',
				`https://crm.example/admin/content/crm_visits/${visit.id}`,
			].join('\n'),
		);
	});

	it('is title and time where no more was asked for', () => {
		expect(Object.keys(event({}, { detail: 'title' })).sort()).toEqual(
			['color', 'createdAt', 'isPrivate', 'status', 'summary', 'times', 'transparent', 'uid', 'url'].sort(),
		);
	});

	it('of a department is who goes to which customer', () => {
		expect(event({}, { detail: 'title', namesOwner: true }).summary).toBe('Fang Wang · Acme');
		expect(event({}, { namesOwner: true }).summary).toBe('Fang Wang · Price talks');
	});

	it('without what its reader may not read says nothing of it', () => {
		const bare = event({
			title: null,
			customer: null,
			purposes: [],
			agenda: null,
			owner: null,
			participants: [],
			status: null,
			createdAt: null,
		});
		expect(bare).toMatchObject({ summary: 'Visit', description: `https://crm.example/admin/content/crm_visits/${visit.id}` });
		expect(Object.keys(bare)).not.toEqual(expect.arrayContaining(['status', 'location', 'categories', 'createdAt', 'color']));
	});

	it('cancelled is marked, takes no time and reminds nobody', () => {
		const cancelled = event({ status: { name: 'cancelled', label: text('Cancelled', '已取消') } }, { locale: 'zh-CN', alarm: true });
		expect(cancelled).toMatchObject({ summary: '已取消：Price talks', status: 'CANCELLED', transparent: true });
		expect(cancelled.alarm).toBeUndefined();
		expect(event({}, { alarm: true }).alarm).toBe('Visit in half an hour');
	});

	it.each([
		['confirmed', 'CONFIRMED'],
		['under_way', 'CONFIRMED'],
		['done', 'CONFIRMED'],
		['reported', 'CONFIRMED'],
		['planned', 'TENTATIVE'],
	])('%s is %s', (name, status) => {
		expect(event({ status: { name, label: text(name, name) } }).status).toBe(status);
	});

	it.each([
		['no-start', { startsAt: null }],
		['no-end', { endsAt: null }],
		['not-a-date', { startsAt: 'tomorrow' }],
		['ends-before-it-starts', { endsAt: visit.startsAt }],
		['ends-before-it-starts', { endsAt: '2026-12-01T01:30:00.900Z' }],
		['no-start', { allDay: true }],
		['not-a-date', { allDay: true, startsOn: '2026-02-30', endsOn: '2026-03-01' }],
		['ends-before-it-starts', { allDay: true, startsOn: '2026-03-02', endsOn: '2026-03-01' }],
	] as const)('is nothing where its times are none: %s', (defect, entries) => {
		expect(shown(entries)).toEqual({ defect });
	});

	it('is cut where somebody wrote a book', () => {
		expect(event({ agenda: '拜'.repeat(50_000) }).description?.length).toBeLessThan(2300);
	});
});
