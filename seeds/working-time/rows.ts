import { governedDigest } from '@crm-policy/rules/ledger/governed-digest';
import type { MovedRecord } from '@crm-policy/rules/ledger/chain';
import { knownYears, proposeExceptions } from '@crm-policy/rules/working-time/holidays';
import { workCalendarProcess } from '@crm-policy/rules/working-time/process';
import { text, type Locale } from '@crm-policy/rules/words/text';
import type { SeedRow } from '@crm-policy/schema/model-type';
import { kindOf } from '../kind-of.js';
import { defaultRulebookFrom } from '../rulebook/index.js';
import { stableId } from '../stable-id.js';

const title = text('Company calendar', '公司工作日历');

export const companyCalendarId = stableId('work-calendar', 'company', '1');

/** Years the first calendar covers: those whose arrangements are known, as far back as a deadline of the demo company may begin. */
const years = knownYears.filter((year) => year >= 2025);

/** The usual office week. Saturdays and Sundays are free but for the make-up days of the year. */
export const officeWeek = {
	time_zone: 'Asia/Shanghai',
	usual_hours: [
		{ from: '09:00', to: '12:00' },
		{ from: '13:00', to: '18:00' },
	],
	usual_weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
} as const;

/** The calendar deadlines are counted on until the company publishes its own. It was adopted outside, like the first rulebook. */
const companyCalendar = (language: Locale) => ({
	id: companyCalendarId,
	status: 'published',
	revision: 0,
	number: null,
	title: title[language],
	version: 1,
	replaces: null,
	rulebook_version: null,
	...officeWeek,
	other_hours: [],
	published_until: `${years.at(-1) ?? defaultRulebookFrom.slice(0, 4)}-12-31`,
	submitted_by: null,
	published_by: null,
	published_at: `${defaultRulebookFrom}T00:00:00.000Z`,
	ledger: 1,
});

/** What the founding entry of the ledger says of the first calendar. */
export const companyCalendarMoved = (language: Locale): MovedRecord => {
	const row = companyCalendar(language);
	return { collection: 'crm_work_calendars', item: row.id, digest: governedDigest(workCalendarProcess, row, kindOf) };
};

/** The days of a calendar in some years, as the library proposes them. */
export const proposedDays = (calendar: string, ofYears: readonly number[]) =>
	ofYears.flatMap(proposeExceptions).map(({ day, kind, name, hours }) => ({
		id: stableId('work-calendar-day', calendar, day),
		calendar,
		day,
		kind,
		name: name['en-US'],
		name_zh: name['zh-CN'],
		hours,
	}));

/** The company's first working calendar with its public holidays and make-up days. */
export const foundationCalendarRows = (language: Locale) => [
	{ collection: 'crm_work_calendars', row: companyCalendar(language) },
	...proposedDays(companyCalendarId, years).map((row) => ({ collection: 'crm_work_calendar_days', row })),
];

export const workCalendarRows = (language: Locale): readonly SeedRow[] =>
	foundationCalendarRows(language).map(({ collection, row: { id, ...values } }): SeedRow => ({
		collection,
		key: { id },
		values,
		mode: 'create-only',
	}));
