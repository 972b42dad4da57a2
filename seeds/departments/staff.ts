import type { RoleKey } from '@crm-policy/rules/organisation/roles';
import { collections, type CollectionName } from '@crm-policy/schema/model';
import { both, either, everything, inStates, involvedIn, naming, notNaming, partOf, something, through, type Filter } from './fragments.js';
import { complaintsNotAboutReader, notAboutReader } from './complaint-rows.js';
import { ownVisits, planReading, visitReading } from './visit-work.js';
import { belongsToMaker, mayCreate, mayDelete, mayRead, mayUpdate, type Permission } from './permission.js';

/** What a file of ours shows of itself; where it is stored is nobody's business. */
const fileFields = [
	'id',
	'title',
	'description',
	'filename_download',
	'type',
	'filesize',
	'width',
	'height',
	'uploaded_by',
	'uploaded_on',
	'created_on',
	'modified_on',
] as const;

/** A colleague, as far as a name on a form needs it. */
const colleagueFields = ['id', 'first_name', 'last_name', 'avatar', 'crm_department'] as const;

/** Absences without their reason, which is the absent person's own. */
const absenceFields = ['id', 'user', 'substitute', 'starts_on', 'ends_on'] as const;

/** Attachments travel with the record they belong to. */
export interface VisibleRecords {
	readonly contracts?: Filter;
	readonly amendments?: Filter;
	readonly customers?: Filter;
	readonly complaints?: Filter;
	/** Those whose receipts are seen. A receipt comes with the hand-over, when nobody decides about the gift any more. */
	readonly gifts?: Filter;
	/** Those somebody makes or goes along on, if nothing else is said. */
	readonly visits?: Filter;
}

function filesOf({ contracts, amendments, customers, complaints, gifts, visits = ownVisits }: VisibleRecords): Filter {
	return either(
		naming('uploaded_by'),
		...(contracts === undefined ? [] : [through('crm_contract_files', through('contract', contracts))]),
		...(amendments === undefined ? [] : [through('crm_amendments', amendments)]),
		...(complaints === undefined ? [] : [through('crm_complaint_files', both(something, through('complaint', complaints)))]),
		through('crm_visit_files', through('visit', visits)),
		...(gifts === undefined ? [] : [through('crm_gifts', gifts)]),
		...(customers === undefined
			? []
			: [
					through('crm_consents', through('customer', customers)),
					through('crm_customer_vettings', through('customer', customers)),
					through('crm_customer_investigations', through('vetting', through('customer', customers))),
				]),
	);
}

/** Files are added and never replaced: what was reviewed or signed stays as it was. */
const files = (visible: VisibleRecords): readonly Permission[] => [
	{ collection: 'directus_files', action: 'read', rows: filesOf(visible), fields: fileFields },
	{
		collection: 'directus_files',
		action: 'create',
		rows: everything,
		fields: ['storage', 'filename_download', 'title', 'description', 'type'],
		presets: { folder: null },
	},
];

/** Everybody names a substitute for the days they are away. */
const ownAbsences: readonly Permission[] = [
	mayCreate('crm_absences', { fields: ['substitute', 'starts_on', 'ends_on'], presets: { user: '$CURRENT_USER' } }),
	mayUpdate('crm_absences', naming('user'), { fields: ['substitute', 'starts_on', 'ends_on'] }),
	mayDelete('crm_absences', naming('user')),
];

/** The rulebook in force is everybody's to read (POL-03); drafts are read by those who draft it. */
const publishedRulebooks = inStates('published', 'superseded');

/** Calendars in force and their predecessors are everybody's to read: “why is it due then?” (SLA-01). */
const publishedCalendars = inStates('published', 'superseded');

/** Working calendars with their days and departments. */
const calendarReading = (rows: Filter): readonly Permission[] => [
	mayRead('crm_work_calendars', rows),
	mayRead('crm_work_calendar_days', partOf('calendar', rows)),
	mayRead('crm_work_calendar_departments', partOf('calendar', rows)),
];

/** What every member of staff may see: who is who, the rules, and what their refusals stand for (POL-03, ORG-08). */
export const staff = (
	visible: VisibleRecords,
	options: {
		readonly draftsRulebooks?: boolean;
		readonly managesReviewers?: boolean;
		readonly managesCalendars?: boolean;
		readonly withoutPrices?: boolean;
	} = {},
): readonly Permission[] => [
	mayRead('directus_users', everything, { fields: colleagueFields }),
	mayRead('crm_departments', everything, { fields: ['id', 'key', 'name', 'active', 'head'] }),
	mayRead('crm_absences', everything, { fields: absenceFields }),
	...ownAbsences,
	mayRead('crm_clauses'),
	mayRead('crm_rulebooks', options.draftsRulebooks === true ? everything : publishedRulebooks),
	...calendarReading(options.managesCalendars === true ? everything : publishedCalendars),
	// What passes without a review of its own is everybody's to know, like the rulebook that names it.
	mayRead('crm_standing_approvals', everything, options.withoutPrices === true ? { without: ['currency', 'at_most'] } : {}),
	mayRead('crm_qualifications', options.managesReviewers === true ? everything : naming('user')),
	// One's own calendar feeds; they are made and revoked by their endpoints.
	mayRead('crm_calendar_feeds', naming('owner')),
	...visitReading(visible.visits ?? ownVisits),
	...files(visible),
];

/** Reads every record of ours and changes none (general manager; auditor: T-2, derived). */
export const readsEverything = (): readonly Permission[] => [
	...(Object.keys(collections) as CollectionName[])
		.filter((collection) => collection.startsWith('crm_'))
		.map((collection) => mayRead(collection, notAboutReader[collection])),
	mayRead('directus_users', everything, { fields: colleagueFields }),
	...ownAbsences,
	...files({
		contracts: everything,
		amendments: everything,
		customers: everything,
		gifts: everything,
		visits: everything,
		complaints: complaintsNotAboutReader,
	}),
];

/** Drafts and revises the rulebook; its review and publication are commands (POL-01, POL-05). */
export const rulebookDrafting: readonly Permission[] = [
	mayCreate('crm_rulebooks'),
	mayUpdate('crm_rulebooks', everything),
	mayDelete('crm_rulebooks', inStates('draft')),
];

/** Drafts working calendars; their review and publication are commands, the latter a second person's (SLA-01, SLA-05). */
export const calendarDrafting: readonly Permission[] = [
	mayCreate('crm_work_calendars', belongsToMaker),
	mayUpdate('crm_work_calendars', everything),
	mayDelete('crm_work_calendars', inStates('draft')),
	mayCreate('crm_work_calendar_days'),
	mayUpdate('crm_work_calendar_days', everything),
	mayDelete('crm_work_calendar_days', everything),
	mayCreate('crm_work_calendar_departments'),
	mayDelete('crm_work_calendar_departments', everything),
];

/**
 * Approvals with their tasks, copies and minutes, for those who have a part in them or answer for the record; and the visit plans of the own
 * unit, which everybody may be asked to approve.
 */
export const approvalsOf = (
	role: RoleKey,
	alsoWhere: readonly Filter[] = [],
	options: { readonly withoutContent?: boolean } = {},
): readonly Permission[] => {
	const rows = both(notNaming('barred'), either(involvedIn(role), ...alsoWhere));
	return [
		mayRead('crm_approvals', rows, { without: options.withoutContent === true ? ['submitted'] : [] }),
		mayRead('crm_approval_tasks', partOf('approval', rows)),
		mayRead('crm_approval_copies', partOf('approval', rows)),
		mayRead('crm_approval_meetings', partOf('approval', rows)),
		...planReading(role),
	];
};
