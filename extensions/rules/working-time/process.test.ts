import { describe, expect, it } from 'vitest';
import type { Actor } from '../organisation/people.js';
import { decide } from '../process/decide.js';
import { speakViolation } from '../process/violation.js';
import { describeDuties } from '../testing/duty-table.js';
import { countingIds, uuid } from '../testing/ids.js';
import { actorOf } from '../testing/people.js';
import { rulebook } from '../testing/rulebook.js';
import { proposeExceptions } from './holidays.js';
import { workCalendarProcess, type WorkCalendarFacts } from './process.js';
import type { WorkCalendarDayRow, WorkCalendarRow } from './record.js';

const drafters = ['information-administrator'] as const;
const publishers = ['general-manager', 'business-head'] as const;

describeDuties('crm_work_calendars', {
	states: ['draft', 'in_review', 'published', 'superseded'],
	commands: {
		propose_days: { from: ['draft'], by: drafters, clause: 'SLA-01' },
		submit: { from: ['draft'], to: 'in_review', by: drafters, clause: 'SLA-01' },
		withdraw: { from: ['in_review'], to: 'draft', by: drafters, clause: 'SLA-01' },
		send_back: { from: ['in_review'], to: 'draft', by: publishers, clause: 'POL-05', comment: 'required' },
		publish: { from: ['in_review'], to: 'published', by: publishers, clause: 'POL-05' },
		new_version: { from: ['published'], by: drafters, clause: 'SLA-01' },
		retire: { from: ['published'], to: 'superseded', by: publishers, clause: 'POL-05', comment: 'required' },
	},
});

const now = '2026-03-10T04:00:00.000Z';
const id = uuid(0xca1, 1);
const other = uuid(0xca1, 2);
const service = { id: uuid(0xca2, 1), name: 'Customer service' };
const warehouse = { id: uuid(0xca2, 2), name: 'Warehouse' };
const administrator = actorOf('information-administrator');
const manager = actorOf('general-manager');

const dayRows = (year: number): readonly WorkCalendarDayRow[] =>
	proposeExceptions(year).map(({ day, kind, name }, index) => ({
		id: uuid(0xca3, year * 100 + index),
		calendar: id,
		day,
		kind,
		name: name['en-US'],
		name_zh: name['zh-CN'],
		hours: null,
	}));

interface Differing {
	readonly row?: Partial<WorkCalendarRow>;
	readonly facts?: Partial<WorkCalendarFacts>;
	readonly actor?: Actor;
	readonly input?: Readonly<Record<string, unknown>>;
	readonly comment?: string;
}

const issue = (command: string, { row, facts, actor, input, comment }: Differing = {}) =>
	decide(workCalendarProcess, command, {
		row: {
			id,
			status: 'draft',
			revision: 3,
			title: 'Company calendar',
			version: 2,
			replaces: null,
			time_zone: 'Asia/Shanghai',
			usual_hours: [
				{ from: '13:00', to: '18:00' },
				{ from: '09:00', to: '12:00' },
			],
			usual_weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
			other_hours: null,
			published_until: '2026-12-31',
			user_created: administrator.id,
			submitted_by: null,
			...row,
		},
		facts: {
			content: { hash: 'h', canonical: {} },
			days: dayRows(2026),
			departments: [],
			published: [],
			successors: [],
			...facts,
		},
		actor: actor ?? administrator,
		input: input ?? {},
		comment: comment ?? null,
		rulebook: rulebook(),
		now,
		newId: countingIds(0xca4),
	});

describe('proposing the days of a year', () => {
	it('enters every public holiday and make-up day of the year, named in both languages', () => {
		const decision = issue('propose_days', { facts: { days: [] }, input: { year: 2026 } });
		expect(decision).toMatchObject({ accepted: true, to: 'draft' });
		const rows = decision.accepted ? decision.effects.map((effect) => (effect.kind === 'insert' ? effect.row : {})) : [];
		expect(rows).toHaveLength(proposeExceptions(2026).length);
		expect(rows).toContainEqual(
			expect.objectContaining({ calendar: id, day: '2026-10-10', kind: 'make_up_day', name: 'National Day', name_zh: '国庆节' }),
		);
	});

	it('leaves out days that are entered already, and make-up days on which the week works anyway', () => {
		const decision = issue('propose_days', {
			facts: { days: dayRows(2026).filter(({ day }) => day < '2026-10-01') },
			row: { other_hours: [{ weekday: 'saturday', from: '09:00', to: '12:00' }] },
			input: { year: 2026 },
		});
		const days = decision.accepted ? decision.effects.map((effect) => (effect.kind === 'insert' ? effect.row['day'] : null)) : [];
		expect(days).toEqual(['01', '02', '03', '04', '05', '06', '07'].map((day) => `2026-10-${day}`));
	});

	it.each([
		['nobody has arranged the year yet', { input: { year: 2003 } }, 'year-unknown'],
		['nothing of it is missing', { input: { year: 2026 } }, 'nothing-to-propose'],
		[
			'the calendar would outgrow its bound',
			{
				input: { year: 2025 },
				facts: { days: Array.from({ length: 990 }, (_, n) => ({ ...(dayRows(2026)[0] as WorkCalendarDayRow), id: uuid(0xca5, n) })) },
			},
			'too-many-days',
		],
	])('is refused when %s', (_, differing, rule) => {
		expect(issue('propose_days', differing)).toMatchObject({ accepted: false, violations: [{ rule, clause: 'SLA-01' }] });
	});
});

const unusable: readonly [string, Differing, string, string, string | undefined][] = [
	[
		'its usual day is half an hour',
		{ row: { usual_hours: [{ from: '09:00', to: '09:30' }] } },
		'calendar-unusable',
		'SLA-01',
		'usual_hours',
	],
	['no weekday is worked', { row: { usual_weekdays: [] } }, 'calendar-unusable', 'SLA-01', 'usual_weekdays'],
	[
		'a shortened day has no hours',
		{ facts: { days: dayRows(2026).map((day, index) => (index === 0 ? { ...day, kind: 'half_day' } : day)) } },
		'calendar-unusable',
		'SLA-01',
		'crm_work_calendar_days.hours',
	],
	['it does not say until when it is checked', { row: { published_until: null } }, 'published-until-missing', 'SLA-01', 'published_until'],
	['it ends in the past', { row: { published_until: '2026-03-09' } }, 'published-until-past', 'SLA-01', 'published_until'],
	['a year it promises is empty', { row: { published_until: '2027-06-30' } }, 'year-without-days', 'SLA-01', 'published_until'],
	[
		'the company has a calendar that it does not replace',
		{ facts: { published: [{ id: other, title: 'First', departments: [] }] } },
		'calendar-scope-taken',
		'SLA-05',
		undefined,
	],
	[
		'one of its departments goes by another calendar',
		{ facts: { departments: [warehouse, service], published: [{ id: other, title: 'Six days', departments: [service] }] } },
		'calendar-scope-taken',
		'SLA-05',
		'crm_work_calendar_departments.applies_to',
	],
	['the version it was made from is no longer in force', { row: { replaces: other } }, 'replaced-meanwhile', 'POL-05', undefined],
];

describe('submitting a calendar', () => {
	it('remembers who did and asks those who may publish it', () => {
		expect(issue('submit')).toMatchObject({
			accepted: true,
			to: 'in_review',
			effects: [
				{ kind: 'set', patch: { submitted_by: administrator.id } },
				{ kind: 'notify', to: [{ role: 'general-manager' }, { role: 'business-head' }] },
			],
		});
	});

	it('gives a first version its number', () => {
		expect(issue('submit', { row: { version: null } })).toMatchObject({ effects: [{ kind: 'set', patch: { version: 1 } }, {}] });
	});

	it('is possible beside the calendar it replaces, and for other departments than those that have one', () => {
		const first = { id: other, title: 'First', departments: [] };
		expect(issue('submit', { row: { replaces: other }, facts: { published: [first] } }).accepted).toBe(true);
		expect(
			issue('submit', { facts: { departments: [warehouse], published: [first, { ...first, id: uuid(0xca1, 3), departments: [service] }] } })
				.accepted,
		).toBe(true);
	});

	it.each(unusable)('is refused when %s', (_, differing, rule, clause, field) => {
		expect(issue('submit', differing)).toMatchObject({
			accepted: false,
			violations: [{ rule, clause, ...(field === undefined ? {} : { field }) }],
		});
	});
});

describe('what is wrong with a calendar', () => {
	it('is said in the language of the reader, with the day it is about', () => {
		const days = dayRows(2026).map((day) =>
			day.day === '2026-10-08' || day.day === '2026-10-07' ? { ...day, day: '2026-10-08', kind: 'make_up_day' as const } : day,
		);
		const decision = issue('submit', { facts: { days } });
		const violations = decision.accepted ? [] : decision.violations.map((violation) => speakViolation(violation, 'zh-CN'));
		expect(violations).toEqual([
			{
				rule: 'calendar-unusable',
				clause: 'SLA-01',
				field: 'crm_work_calendar_days.kind',
				message: '日历尚不能用于计算期限。2026-10-08 本为工作日，调休上班日应为每周安排休息的日期。',
			},
		]);
	});
});

describe('publishing a calendar', () => {
	const publish = (differing: Differing = {}) =>
		issue('publish', { actor: manager, ...differing, row: { status: 'in_review', submitted_by: administrator.id, ...differing.row } });

	it('records who did, and replaces the version before it', () => {
		expect(publish({ row: { replaces: other }, facts: { published: [{ id: other, title: 'First', departments: [] }] } })).toMatchObject({
			accepted: true,
			to: 'published',
			effects: [
				{ kind: 'set', patch: { published_at: now, published_by: manager.id } },
				{ kind: 'update', collection: 'crm_work_calendars', id: other, patch: { status: 'superseded' } },
				{ kind: 'notify', to: [{ role: 'information-administrator' }] },
			],
		});
	});

	it.each([
		['drafted', { user_created: manager.id }],
		['submitted', { submitted_by: manager.id }],
	])('is refused to whoever %s it', (_, row) => {
		expect(publish({ row })).toMatchObject({ accepted: false, violations: [{ rule: 'same-person', clause: 'POL-05' }] });
	});

	it.each(unusable)('is refused when %s meanwhile', (_, differing, rule, clause) => {
		expect(publish(differing)).toMatchObject({ accepted: false, violations: [{ rule, clause }] });
	});
});

describe('a published calendar', () => {
	const published = { status: 'published' } as const;

	it('is copied whole into the draft of its next version', () => {
		const days = dayRows(2026);
		const decision = issue('new_version', { row: published, facts: { departments: [service] } });
		const effects = decision.accepted ? decision.effects : [];
		const [draft] = effects;
		expect(draft).toMatchObject({
			kind: 'insert',
			collection: 'crm_work_calendars',
			row: { status: 'draft', revision: 0, version: 3, replaces: id, published_until: '2026-12-31' },
		});
		const copy = draft?.kind === 'insert' ? draft.row.id : '';
		expect(copy).not.toBe(id);
		const rows = effects.slice(1).map((effect): Readonly<Record<string, unknown>> => (effect.kind === 'insert' ? effect.row : {}));
		expect(rows.map((row) => row['calendar'])).toEqual(rows.map(() => copy));
		expect(rows.flatMap((row) => ('day' in row ? [row['day']] : []))).toEqual(days.map(({ day }) => day));
		expect(rows.at(-1)).toMatchObject({ applies_to: service.id });
	});

	it('has one next version under way at a time', () => {
		expect(issue('new_version', { row: published, facts: { successors: [{ id: other, version: 3 }] } })).toMatchObject({
			accepted: false,
			violations: [{ rule: 'version-under-way', clause: 'POL-05', values: { version: 3 } }],
		});
	});

	it('is retired for its departments, never for the whole company', () => {
		const retire = (departments: WorkCalendarFacts['departments']) =>
			issue('retire', { row: published, actor: manager, comment: 'Back to five days', facts: { departments } });
		expect(retire([service])).toMatchObject({ accepted: true, to: 'superseded' });
		expect(retire([])).toMatchObject({ accepted: false, violations: [{ rule: 'company-calendar-needed', clause: 'SLA-05' }] });
	});
});
