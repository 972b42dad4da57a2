import { z } from 'zod';
import { localDay } from '../calendar/local-date.js';
import { numberInput } from '../forms/input.js';
import { defineGuard, defineProcess, type Case, type CommandDeclaration, type Finding } from '../process/declaration.js';
import type { Effect, Row } from '../process/effect.js';
import { text } from '../words/text.js';
import { mostExceptions, plannedHours, type CalendarException } from './calendar.js';
import { proposeExceptions } from './holidays.js';
import { calendarOf, type WorkCalendarDayRow, type WorkCalendarRow, type WorkCalendarState } from './record.js';
import { sayDay } from './say-day.js';
import { workingTimeWords as words } from './words.js';

/** A calendar in force, as another one meets it: what it is called and which departments go by it; none is the whole company. */
export interface PublishedCalendar {
	readonly id: string;
	readonly title: string;
	readonly departments: readonly { readonly id: string; readonly name: string }[];
}

export interface WorkCalendarFacts {
	readonly content: { readonly hash: string; readonly canonical: unknown };
	readonly days: readonly WorkCalendarDayRow[];
	readonly departments: readonly { readonly id: string; readonly name: string }[];
	/** The calendars in force beside this one. */
	readonly published: readonly PublishedCalendar[];
	/** Versions drafted from this one that are not published yet. */
	readonly successors: readonly { readonly id: string; readonly version: number }[];
}

interface WorkCalendarTypes {
	readonly state: WorkCalendarState;
	readonly row: WorkCalendarRow;
	readonly facts: WorkCalendarFacts;
}

type CalendarCase = Case<WorkCalendarTypes>;
type CalendarCommand = CommandDeclaration<WorkCalendarTypes>;

const guard = defineGuard<WorkCalendarTypes>();

/** A deadline is only as good as the calendar under it (SLA-01). */
const calendarIsUsable = guard({
	rule: 'calendar-unusable',
	clause: 'SLA-01',
	text: words.unusable,
	needs: ['days'],
	check: ({ row, facts }) => {
		const read = calendarOf(row, facts.days);
		return read.ok ? [] : read.problems.slice(0, 20).map(({ field, problem, values }) => ({ field, values: { problem, ...values } }));
	},
});

const untilIsNamed = guard({
	rule: 'published-until-missing',
	clause: 'SLA-01',
	text: words.publishedUntilMissing,
	needs: [],
	check: ({ row }) => (row.published_until === null ? [{ field: 'published_until' }] : []),
});

const untilIsNotPast = guard({
	rule: 'published-until-past',
	clause: 'SLA-01',
	text: words.publishedUntilPast,
	needs: [],
	check: ({ row, now, rulebook }) => {
		const until = row.published_until?.slice(0, 10);
		return until !== undefined && until < localDay(now, rulebook.time_zone)
			? [{ field: 'published_until', values: { day: sayDay(until) } }]
			: [];
	},
});

/** Nobody promises a year whose holidays nobody has entered: the present year and every later one up to the day promised. */
const everyYearIsEntered = guard({
	rule: 'year-without-days',
	clause: 'SLA-01',
	text: words.yearEmpty,
	needs: ['days'],
	check: ({ row, facts, now, rulebook }) => {
		const until = row.published_until?.slice(0, 10);
		if (until === undefined) return [];
		const present = Number(localDay(now, rulebook.time_zone).slice(0, 4));
		const years = Array.from({ length: Math.min(50, Math.max(0, Number(until.slice(0, 4)) - present + 1)) }, (_, index) => present + index);
		return years
			.filter((year) => !facts.days.some(({ day }) => day.startsWith(`${year}-`)))
			.map((year) => ({ field: 'published_until', values: { year, day: sayDay(until) } }));
	},
});

const scopeIsFree = guard({
	rule: 'calendar-scope-taken',
	clause: 'SLA-05',
	text: words.scopeTaken,
	needs: ['departments', 'published'],
	check: ({ row, facts }) =>
		facts.published
			.filter(({ id }) => id !== row.replaces)
			.flatMap(({ title, departments }): readonly Finding[] => {
				if (facts.departments.length === 0) return departments.length === 0 ? [{ values: { scope: words.wholeCompany, title } }] : [];
				return facts.departments
					.filter(({ id }) => departments.some((department) => department.id === id))
					.map(({ name }) => ({ field: 'crm_work_calendar_departments.applies_to', values: { scope: name, title } }));
			}),
});

const publishedByAnother = guard({
	rule: 'same-person',
	clause: 'POL-05',
	text: words.samePerson,
	needs: [],
	check: ({ row, actor }) => ([row.submitted_by, row.user_created ?? null].includes(actor.id) ? [{}] : []),
});

const baseIsInForce = guard({
	rule: 'replaced-meanwhile',
	clause: 'POL-05',
	text: words.replacedMeanwhile,
	needs: ['published'],
	check: ({ row, facts }) => (row.replaces === null || facts.published.some(({ id }) => id === row.replaces) ? [] : [{}]),
});

const noSuccessor = guard({
	rule: 'version-under-way',
	clause: 'POL-05',
	text: words.versionUnderWay,
	needs: ['successors'],
	check: ({ facts }) => facts.successors.slice(0, 1).map(({ version }) => ({ values: { version } })),
});

const isNotTheCompanys = guard({
	rule: 'company-calendar-needed',
	clause: 'SLA-05',
	text: words.companyStays,
	needs: ['departments'],
	check: ({ facts }) => (facts.departments.length === 0 ? [{}] : []),
});

const yearInput = z.object({ year: numberInput(words.year, { min: 2000, max: 2100 }) });

const yearOf = ({ input }: Pick<CalendarCase, 'input'>): number => yearInput.parse(input).year;

const yearIsKnown = guard({
	rule: 'year-unknown',
	clause: 'SLA-01',
	text: words.yearUnknown,
	needs: [],
	check: ({ input }) => {
		const form = yearInput.safeParse(input);
		return form.success && proposeExceptions(form.data.year).length === 0 ? [{ field: 'year', values: { year: form.data.year } }] : [];
	},
});

/**
 * The days of a year the calendar does not name yet. A make-up day is left out where the week works on it anyway: there is nothing
 * to make up.
 */
function missingDays({ row, facts, input }: CalendarCase): readonly CalendarException[] {
	const read = calendarOf(row, []);
	return proposeExceptions(yearOf({ input }))
		.filter(({ day }) => !facts.days.some((known) => known.day.slice(0, 10) === day))
		.filter(({ day, kind }) => kind !== 'make_up_day' || !read.ok || plannedHours(read.calendar, day).length === 0);
}

const somethingIsMissing = guard({
	rule: 'nothing-to-propose',
	clause: 'SLA-01',
	text: words.nothingToPropose,
	needs: ['days'],
	check: (subject) => {
		const form = yearInput.safeParse(subject.input);
		if (!form.success || proposeExceptions(form.data.year).length === 0) return [];
		return missingDays(subject).length === 0 ? [{ field: 'year', values: { year: form.data.year } }] : [];
	},
});

const daysHaveRoom = guard({
	rule: 'too-many-days',
	clause: 'SLA-01',
	text: words.tooManyDays,
	needs: ['days'],
	check: (subject) => {
		if (!yearInput.safeParse(subject.input).success) return [];
		return subject.facts.days.length + missingDays(subject).length > mostExceptions ? [{ values: { most: mostExceptions } }] : [];
	},
});

const dayEffect = (row: Row & { readonly id: string }): Effect => ({ kind: 'insert', collection: 'crm_work_calendar_days', row });

const proposeDays = (subject: CalendarCase): readonly Effect[] =>
	missingDays(subject).map(({ day, kind, name, hours }) =>
		dayEffect({ id: subject.newId(), calendar: subject.row.id, day, kind, name: name['en-US'], name_zh: name['zh-CN'], hours }),
	);

/** A draft with everything this version holds, which replaces it once it is published. */
function newVersion({ row, facts, actor, newId }: CalendarCase): readonly Effect[] {
	const id = newId();
	return [
		{
			kind: 'insert',
			collection: 'crm_work_calendars',
			row: {
				id,
				status: 'draft',
				revision: 0,
				title: row.title,
				version: (row.version ?? 1) + 1,
				replaces: row.id,
				time_zone: row.time_zone,
				usual_hours: row.usual_hours,
				usual_weekdays: row.usual_weekdays,
				other_hours: row.other_hours,
				published_until: row.published_until,
				owner: actor.id,
				department: actor.department,
			},
		},
		...facts.days.map((day) => dayEffect({ ...day, id: newId(), calendar: id })),
		...facts.departments.map((department): Effect => ({
			kind: 'insert',
			collection: 'crm_work_calendar_departments',
			row: { id: newId(), calendar: id, applies_to: department.id },
		})),
	];
}

function publish({ row, actor, now }: CalendarCase): readonly Effect[] {
	return [
		{ kind: 'set', patch: { published_at: now, published_by: actor.id } },
		...(row.replaces === null
			? []
			: [{ kind: 'update', collection: 'crm_work_calendars', id: row.replaces, patch: { status: 'superseded' } } satisfies Effect]),
		{
			kind: 'notify',
			to: drafters.map((role) => ({ role })),
			subject: words.publishedSubject,
			body: words.publishedBody,
			values: { title: row.title, day: row.published_until === null ? text('', '') : sayDay(row.published_until.slice(0, 10)) },
		},
	];
}

const drafters = ['information-administrator'] as const;
const publishers = ['general-manager', 'business-head'] as const;
const contentGuards: CalendarCommand['guards'] = [
	calendarIsUsable,
	untilIsNamed,
	untilIsNotPast,
	everyYearIsEntered,
	scopeIsFree,
	baseIsInForce,
];

/**
 * The life of a working calendar: drafted with the days of a library or by hand, published by a second person, never changed
 * afterwards but replaced by a new version (SLA-01, SLA-05, POL-05).
 */
export const workCalendarProcess = defineProcess<WorkCalendarTypes>()({
	name: 'working-time',
	collection: 'crm_work_calendars',
	label: words.calendar,
	initial: 'draft',
	states: {
		draft: { label: words.states.draft, kind: 'draft' },
		in_review: { label: words.states.in_review, kind: 'waiting' },
		published: { label: words.states.published, kind: 'in-force' },
		superseded: { label: words.states.superseded, kind: 'ended' },
	},
	commands: {
		propose_days: {
			label: words.proposeDays,
			note: words.proposeDaysNote,
			from: ['draft'],
			by: [...drafters],
			byClause: 'SLA-01',
			input: yearInput,
			comment: 'optional',
			guards: [yearIsKnown, somethingIsMissing, daysHaveRoom],
			needs: ['content', 'days'],
			effects: proposeDays,
		},
		submit: {
			label: words.submit,
			note: words.submitNote,
			tone: 'primary',
			from: ['draft'],
			to: 'in_review',
			by: [...drafters],
			byClause: 'SLA-01',
			comment: 'optional',
			guards: contentGuards,
			needs: ['content'],
			effects: ({ row, actor, rulebook }) => [
				{ kind: 'set', patch: { version: row.version ?? 1, submitted_by: actor.id, rulebook_version: rulebook.version } },
				{
					kind: 'notify',
					to: publishers.map((role) => ({ role })),
					subject: words.submittedSubject,
					body: words.submittedBody,
					values: { title: row.title },
				},
			],
		},
		withdraw: {
			label: words.withdraw,
			from: ['in_review'],
			to: 'draft',
			by: [...drafters],
			byClause: 'SLA-01',
			comment: 'optional',
			guards: [],
			needs: ['content'],
		},
		send_back: {
			label: words.sendBack,
			from: ['in_review'],
			to: 'draft',
			by: [...publishers],
			byClause: 'POL-05',
			comment: 'required',
			guards: [],
			needs: ['content'],
		},
		publish: {
			label: words.publish,
			note: words.publishNote,
			tone: 'primary',
			from: ['in_review'],
			to: 'published',
			by: [...publishers],
			byClause: 'POL-05',
			comment: 'optional',
			guards: [publishedByAnother, ...contentGuards],
			needs: ['content'],
			effects: publish,
		},
		new_version: {
			label: words.newVersion,
			note: words.newVersionNote,
			from: ['published'],
			by: [...drafters],
			byClause: 'SLA-01',
			comment: 'optional',
			guards: [noSuccessor],
			needs: ['content', 'days', 'departments'],
			effects: newVersion,
		},
		retire: {
			label: words.retire,
			note: words.retireNote,
			tone: 'danger',
			from: ['published'],
			to: 'superseded',
			by: [...publishers],
			byClause: 'POL-05',
			comment: 'required',
			guards: [isNotTheCompanys],
			needs: ['content'],
		},
	},
	governed: ['version', 'replaces', 'submitted_by', 'published_at', 'published_by'],
	setOnce: ['owner', 'department'],
	editable: [{ states: ['draft'], fields: '*' }],
	editClause: 'SLA-05',
	children: [
		{ collection: 'crm_work_calendar_days', parent: 'calendar', editable: [{ states: ['draft'], fields: '*' }] },
		{ collection: 'crm_work_calendar_departments', parent: 'calendar', editable: [{ states: ['draft'], fields: '*' }] },
	],
	reviewed: {
		fields: ['title', 'time_zone', 'usual_hours', 'usual_weekdays', 'other_hours', 'published_until'],
		children: [
			{ collection: 'crm_work_calendar_days', parent: 'calendar', fields: ['day', 'kind', 'name', 'name_zh', 'hours'] },
			{ collection: 'crm_work_calendar_departments', parent: 'calendar', fields: ['applies_to'] },
		],
		files: [],
	},
	deletable: true,
});
