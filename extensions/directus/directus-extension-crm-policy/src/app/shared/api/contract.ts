import { details, scopeKinds } from '@crm-policy/rules/calendar-feeds/feed';
import { appraisalResults } from '@crm-policy/rules/complaints/appraisals';
import { z } from 'zod';

/** What the server answers, checked before anything is shown. Texts arrive in the reader's language; times are ISO 8601 in UTC. */

export const violation = z.object({
	rule: z.string(),
	clause: z.string().nullable(),
	message: z.string(),
	field: z.string().optional(),
});
export type Violation = z.infer<typeof violation>;

const person = z.object({ id: z.string(), name: z.string() });
export type Person = z.infer<typeof person>;

export const command = z.object({
	command: z.string(),
	label: z.string(),
	note: z.string().nullish(),
	tone: z.enum(['primary', 'normal', 'danger']).default('normal'),
	comment: z.enum(['none', 'optional', 'required']),
	allowed: z.boolean(),
	input_schema: z.record(z.string(), z.unknown()).nullable(),
	violations: z.array(violation),
});
export type Command = z.infer<typeof command>;

const statusKind = z.enum(['draft', 'waiting', 'in-force', 'ended', 'refused']);
export type StatusKind = z.infer<typeof statusKind>;

export const commandsAnswer = z.object({
	data: z.array(command),
	meta: z.object({
		status: z.string(),
		status_label: z.string(),
		status_kind: statusKind,
		revision: z.number().int().nullable(),
	}),
});
export type CommandsAnswer = z.infer<typeof commandsAnswer>;

export const commandResult = z.object({
	data: z.object({ id: z.string(), status: z.string(), revision: z.number().int().nullable(), ledger: z.unknown() }),
});

const giftLimit = z.object({
	scope: z.enum(['recipient', 'customer', 'giver', 'department']),
	label: z.string(),
	/** Amounts are decimals, as text. */
	limit: z.string(),
	used: z.string(),
	left: z.string(),
	total: z.string(),
	exceeded: z.boolean(),
	exceeding: z.enum(['refuse', 'escalate']),
});
export type GiftLimit = z.infer<typeof giftLimit>;

export const giftLimitsAnswer = z.object({
	data: z.object({
		currency: z.string(),
		period_label: z.string(),
		limits: z.array(giftLimit),
		amount: z.string(),
		decisive_amount: z.string(),
		exception: z.boolean(),
		needs_approval: z.boolean(),
		route_label: z.string().nullable(),
	}),
});
export type GiftLimits = z.infer<typeof giftLimitsAnswer>['data'];

export const duplicatesAnswer = z.object({
	data: z.object({
		matches: z.array(
			z.object({
				id: z.string(),
				name: z.string(),
				number: z.string().nullable(),
				status_label: z.string(),
				certainty: z.enum(['certain', 'probable']),
				answer: z.enum(['refuse', 'reason', 'show']),
				reasons: z.array(z.string()),
			}),
		),
		hidden: z.boolean(),
	}),
});
export type Duplicates = z.infer<typeof duplicatesAnswer>['data'];

const mergedCustomer = z.object({ id: z.string(), name: z.string(), number: z.string().nullable(), status_label: z.string() });

/** Pairs that look like one customer, and merges of late. */
export const mergeListAnswer = z.object({
	data: z.object({
		suspects: z.array(
			z.object({
				pair: z.tuple([mergedCustomer, mergedCustomer]),
				certainty: z.enum(['certain', 'probable']),
				reasons: z.array(z.string()),
			}),
		),
		merges: z.array(z.object({ id: z.string(), survivor: z.string(), duplicate: z.string(), status_label: z.string() })),
	}),
});
export type MergeList = z.infer<typeof mergeListAnswer>['data'];

const countedKind = z.object({ collection: z.string(), label: z.string(), count: z.number() });

export const mergeAnswer = z.object({
	data: z.object({
		id: z.string(),
		status: z.enum(['proposed', 'merged', 'undone']),
		status_label: z.string(),
		revision: z.number().int(),
		survivor: mergedCustomer.nullable(),
		duplicate: mergedCustomer.nullable(),
		fields: z.array(
			z.object({
				field: z.string(),
				label: z.string(),
				survivor: z.string().nullable(),
				duplicate: z.string().nullable(),
				taken: z.boolean(),
			}),
		),
		moved: z.array(countedKind),
		stayed: z.array(countedKind),
		returned: z.array(countedKind),
		left: z.array(z.object({ collection: z.string(), id: z.string(), label: z.string() })),
		left_taken: z.array(z.string()),
	}),
});
export type MergeDetails = z.infer<typeof mergeAnswer>['data'];

export const exportsAnswer = z.object({ data: z.array(z.object({ key: z.string(), label: z.string(), period: z.boolean() })) });
export type Registers = z.infer<typeof exportsAnswer>['data'];

const outcomeCounts = z.object({
	pending: z.number(),
	create: z.number(),
	update: z.number(),
	skip: z.number(),
	error: z.number(),
});
export type ImportOutcome = keyof z.infer<typeof outcomeCounts>;

const importSummary = z.object({
	id: z.string(),
	target: z.string(),
	target_label: z.string(),
	file_name: z.string(),
	reading: z.object({ format: z.enum(['csv', 'xlsx']), encoding: z.string().nullable(), delimiter: z.string().nullable() }),
	status: z.enum(['read', 'checking', 'checked', 'running', 'done', 'cancelled', 'stopped', 'interrupted']),
	trial: z.boolean(),
	total: z.number(),
	counts: outcomeCounts,
	problem: z.string().nullable(),
	created_at: z.string(),
});
export type ImportSummary = z.infer<typeof importSummary>;

const duplicateRule = z.enum(['skip', 'update', 'new']);
export type DuplicateRule = z.infer<typeof duplicateRule>;

const importPlan = z.object({
	fields: z.record(z.string(), z.union([z.object({ column: z.number() }), z.object({ constant: z.string() })])),
	duplicates: duplicateRule,
	reason: z.string().optional(),
});
export type ImportPlan = z.infer<typeof importPlan>;

const importDetails = importSummary.extend({
	columns: z.array(z.object({ heading: z.string(), samples: z.array(z.string()) })),
	fields: z.array(z.object({ key: z.string(), label: z.string(), required: z.boolean() })),
	rules: z.array(duplicateRule),
	plan: importPlan,
});
export type ImportDetails = z.infer<typeof importDetails>;

export const importsAnswer = z.object({
	data: z.array(importSummary),
	meta: z.object({ targets: z.array(z.object({ key: z.string(), label: z.string() })) }),
});
export type ImportsAnswer = z.infer<typeof importsAnswer>;
export const importSummaryAnswer = z.object({ data: importSummary });
export const importAnswer = z.object({ data: importDetails });

export const importRowsAnswer = z.object({
	data: z.array(
		z.object({
			line: z.number(),
			cells: z.array(z.string()),
			outcome: outcomeCounts.keyof(),
			messages: z.array(z.string()),
			item: z.string().nullable(),
		}),
	),
	meta: z.object({ total: z.number() }),
});
export type ImportRows = z.infer<typeof importRowsAnswer>;
/** A visit as the page of today shows it; what the reader may not see is absent. */
const dayVisit = z.object({
	id: z.string(),
	title: z.string().nullish(),
	status: z.string(),
	all_day: z.boolean().nullish(),
	starts_at: z.string().nullish(),
	ends_at: z.string().nullish(),
	location: z.string().nullish(),
	customer: z.object({ name: z.string().nullish(), address: z.string().nullish(), phone: z.string().nullish() }).nullish(),
	contact: z.object({ name: z.string().nullish(), phone: z.string().nullish() }).nullish(),
});
export type DayVisit = z.infer<typeof dayVisit>;
export const dayVisitsAnswer = z.object({ data: z.array(dayVisit) });
/** Something to think about before a visit is confirmed; nothing is refused because of it. */
const visitPoint = z.object({ rule: z.string(), clause: z.string(), message: z.string() });
export type VisitPoint = z.infer<typeof visitPoint>;
/** What is left in the name of whoever leaves; `leaving`: whether it passes to the successor, ends, or is theirs to settle first. */
const heldRecord = z.object({
	collection: z.string(),
	kind: z.string(),
	id: z.string(),
	field: z.string(),
	field_label: z.string(),
	status_label: z.string().nullable(),
	title: z.string(),
	leaving: z.enum(['transfer', 'end', 'settle']),
});
export type HeldRecord = z.infer<typeof heldRecord>;
export const heldAnswer = z.object({
	data: z.object({
		/** Of all, also of those that are not listed. */
		count: z.number().int(),
		held: z.array(heldRecord),
		/** Records whose approval nobody else could decide. */
		stranded: z.array(z.object({ collection: z.string(), kind: z.string(), id: z.string(), title: z.string() })),
	}),
});
export type Held = z.infer<typeof heldAnswer>['data'];
export const visitPointsAnswer = z.object({ data: z.array(visitPoint) });
export const idsAnswer = z.object({ data: z.array(z.object({ id: z.string() })) });
export const madeAnswer = z.object({ data: z.object({ id: z.string() }) });
/** A customer with the contact it is owed, the most pressing first. Days are ISO days of the company. */
const dueCustomer = z.object({
	customer: z.object({ id: z.string(), name: z.string() }),
	owner: z.string().nullable(),
	target: z.string(),
	target_label: z.string(),
	/** When the next visit is planned for. */
	planned: z.string().nullable(),
	duties: z
		.array(
			z.object({
				contact: z.string(),
				label: z.string(),
				every_days: z.number().int(),
				clauses: z.array(z.string()),
				last: z.string().nullable(),
				due_on: z.string(),
				overdue_days: z.number().int(),
			}),
		)
		.min(1),
});
export type DueCustomer = z.infer<typeof dueCustomer>;

export const dueContactsAnswer = z.object({
	data: z.array(dueCustomer),
	meta: z.object({
		total: z.number().int(),
		overdue: z.number().int(),
		customers: z.number().int(),
		left_out: z.boolean(),
		may_plan: z.boolean(),
	}),
});
export type DueContacts = z.infer<typeof dueContactsAnswer>;
const coverageFigures = z.object({
	planned: z.number().int(),
	done: z.number().int(),
	missed: z.number().int(),
	cancelled: z.number().int(),
	ahead: z.number().int(),
	reported: z.number().int(),
	ofPlan: z.number().int(),
	ofPlanDone: z.number().int(),
	toVisit: z.number().int(),
	visited: z.number().int(),
	owed: z.number().int(),
	inTouch: z.number().int(),
});
export type CoverageFigures = z.infer<typeof coverageFigures>;

/** Plan against done of each unit and kind of customer. A unit or a kind without a name is one the reader does not see. */
export const coverageAnswer = z.object({
	data: z.array(
		z.object({
			department: z.string().nullable(),
			name: z.string().nullable(),
			classes: z.array(coverageFigures.extend({ target: z.string().nullable(), label: z.string().nullable() })),
			total: coverageFigures,
		}),
	),
	meta: z.object({ from: z.string(), until: z.string(), today: z.string(), left_out: z.boolean() }),
});
export type Coverage = z.infer<typeof coverageAnswer>;
const namedModel = z.object({ id: z.string(), name: z.string() });

/** The appraisal entries of a month for each department and person responsible; without either, nobody of the company was. */
export const appraisalsAnswer = z.object({
	data: z.array(
		z.object({
			department: namedModel.nullable(),
			person: namedModel.nullable(),
			total: z.number().int(),
			results: z.record(z.enum(appraisalResults), z.number().int()),
		}),
	),
	meta: z.object({ month: z.string(), left_out: z.boolean() }),
});
export type Appraisals = z.infer<typeof appraisalsAnswer>;
/** A day on which a customer, or one person there, is greeted, and what became of it. */
const careDay = z.object({
	customer: z.object({ id: z.string(), name: z.string() }),
	contact: z.object({ id: z.string(), name: z.string() }).nullable(),
	owner: z.string().nullable(),
	kind: z.string(),
	label: z.string(),
	/** ISO day of the company. */
	day: z.string(),
	mark: z.string(),
	occasion: z.string(),
	greeting: z.string(),
	state: z.enum(['greeted', 'gift', 'open', 'missed']),
});
export type CareDay = z.infer<typeof careDay>;

export const careDaysAnswer = z.object({
	data: z.array(careDay),
	meta: z.object({
		total: z.number().int(),
		missed: z.number().int(),
		customers: z.number().int(),
		left_out: z.boolean(),
		today: z.string(),
		may_give: z.boolean(),
	}),
});
export type CareDays = z.infer<typeof careDaysAnswer>;
const customerHistoryEntry = z.object({
	kind: z.string(),
	kind_label: z.string(),
	collection: z.string(),
	id: z.string(),
	/** An instant; where the whole day is meant, its midnight in UTC. */
	at: z.string(),
	whole_day: z.boolean(),
	merged: z.boolean(),
	title: z.string(),
	detail: z.string().nullable(),
	status_label: z.string().nullable(),
	person: z.string().nullable(),
});
export type CustomerHistoryEntry = z.infer<typeof customerHistoryEntry>;

export const customerHistoryAnswer = z.object({
	data: z.object({
		kinds: z.array(z.object({ kind: z.string(), label: z.string() })),
		entries: z.array(customerHistoryEntry),
		/** Where the next page begins; nothing after the last. */
		next: z.string().nullable(),
	}),
});
export type CustomerHistory = z.infer<typeof customerHistoryAnswer>['data'];
const rulePart = z.object({
	words: z.string(),
	holds: z.boolean(),
	of: z.enum(['all', 'any']).nullable(),
	get parts() {
		return z.array(rulePart);
	},
});
export type RulePart = z.infer<typeof rulePart>;

export const accessAnswer = z.object({
	data: z.object({
		user: z.object({ id: z.string(), name: z.string(), active: z.boolean() }),
		record: z.object({ collection: z.string(), id: z.string(), title: z.string() }),
		visible: z.boolean(),
		fields: z.array(z.string()),
		needed: z.array(z.string()),
		policies: z.array(z.object({ id: z.string(), name: z.string(), administrator: z.boolean(), rule: rulePart.nullable() })),
	}),
});
export type AccessExplained = z.infer<typeof accessAnswer>['data'];

const box = z.enum(['todo', 'done', 'started', 'copied']);
export const boxes = box.options;
export type Box = z.infer<typeof box>;

const inboxEntry = z.object({
	task: z.string().nullable(),
	approval: z.string(),
	collection: z.string(),
	id: z.string(),
	title: z.string(),
	number: z.string().nullable(),
	step: z.string().nullable(),
	step_label: z.string().nullable(),
	due: z.string().nullable(),
	waiting_since: z.string().nullable(),
	clauses: z.array(z.string()),
	started_by: person.nullable(),
	status: z.string(),
	status_label: z.string(),
	commands: z.array(z.string()),
});
export type InboxEntry = z.infer<typeof inboxEntry>;

export const inboxAnswer = z.object({
	data: z.array(inboxEntry),
	meta: z.object({
		total: z.number().int(),
		counts: z.object({ todo: z.number(), done: z.number(), started: z.number(), copied: z.number() }),
	}),
});
export type InboxAnswer = z.infer<typeof inboxAnswer>;

const approvalTask = z.object({
	id: z.string(),
	status: z.enum(['waiting', 'open', 'decided', 'superseded', 'cancelled']),
	status_label: z.string(),
	part: z.enum(['signer', 'chair']).nullish(),
	assignee: person.nullable(),
	role_label: z.string().nullable(),
	department_name: z.string().nullable(),
	eligible: z.array(person),
	decision: z.string().nullable(),
	decision_label: z.string().nullable(),
	decided_by: person.nullable(),
	on_behalf_of: person.nullable(),
	comment: z.string().nullable(),
	opened_at: z.string().nullable(),
	due_at: z.string().nullable(),
	decided_at: z.string().nullable(),
	superseded_by: z.string().nullable(),
});
export type ApprovalTask = z.infer<typeof approvalTask>;

const meeting = z.object({
	held_at: z.string().nullable(),
	place: z.string().nullable(),
	attendance: z.array(person),
	minutes: z.string().nullable(),
	conclusion: z.string().nullable(),
});
export type Meeting = z.infer<typeof meeting>;

const approvalStep = z.object({
	key: z.string(),
	label: z.string(),
	mode: z.enum(['all', 'any', 'meeting']),
	mode_label: z.string(),
	status: z.enum(['waiting', 'open', 'passed', 'refused', 'skipped']),
	tasks: z.array(approvalTask),
	meeting: meeting.nullable(),
});
export type ApprovalStep = z.infer<typeof approvalStep>;

/**
 * A value of the snapshot. The rows of a child collection come either as one sentence each, all under the collection's name,
 * or cell by cell as `child_collection.<position>.<field>` with the child's label; cells are shown as a table.
 */
const submittedValue = z.object({
	field: z.string(),
	label: z.string(),
	value: z.string().nullable(),
	group_label: z.string().nullish(),
});
export type SubmittedValue = z.infer<typeof submittedValue>;

const change = z.object({
	field: z.string(),
	label: z.string(),
	submitted: z.string().nullable(),
	present: z.string().nullable(),
});
export type Change = z.infer<typeof change>;

const approval = z.object({
	id: z.string(),
	round: z.number().int(),
	route: z.string(),
	route_label: z.string(),
	status: z.string(),
	status_label: z.string(),
	started_by: person.nullable(),
	started_at: z.string().nullable(),
	ended_at: z.string().nullable(),
	rulebook_version: z.union([z.string(), z.number()]).nullable(),
	clauses: z.array(z.string()),
	steps: z.array(approvalStep),
	submitted: z.array(submittedValue),
	changes: z.array(change),
});
export type Approval = z.infer<typeof approval>;

const historyEntry = z.object({
	seq: z.number(),
	at: z.string(),
	command: z.string(),
	command_label: z.string(),
	from_label: z.string().nullable(),
	to_label: z.string().nullable(),
	by: person.nullable(),
	comment: z.string().nullable(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

export const timelineAnswer = z.object({
	data: z.object({ approvals: z.array(approval), history: z.array(historyEntry) }),
});
export type Timeline = z.infer<typeof timelineAnswer>['data'];

const colleague = z.object({
	id: z.string(),
	name: z.string(),
	department: z.string().nullable(),
	roles: z.array(z.string()),
});
export type Colleague = z.infer<typeof colleague>;
/** Records by their name. */
export const namedAnswer = z.object({ data: z.array(z.object({ id: z.string(), name: z.string() })) });
export type Named = z.infer<typeof namedAnswer>['data'][number];

/** One open time limit of a complaint: when it ends (null while it stands still) and why then, a sentence per step. */
const timeLimit = z.object({ clock: z.string(), title: z.string(), due: z.string().nullable(), steps: z.array(z.string()) });
export type TimeLimitShown = z.infer<typeof timeLimit>;
export const dueAnswer = z.object({ data: z.array(timeLimit) });

export const peopleAnswer = z.object({ data: z.array(colleague) });

const clause = z.object({ id: z.string(), title: z.string(), source: z.string().nullish() });
export type Clause = z.infer<typeof clause>;
export const clausesAnswer = z.object({ data: z.array(clause) });

/** The host's form of every refusal. */
export const errorAnswer = z.object({
	errors: z
		.array(
			z.object({
				message: z.string(),
				extensions: z.looseObject({ code: z.string(), violations: z.array(violation).optional() }),
			}),
		)
		.min(1),
});

const contractVersion = z.object({
	version: z.number().int(),
	effective_from: z.string(),
	in_force: z.boolean(),
	amendment: z.object({ id: z.string(), number: z.string().nullable() }).nullable(),
	content: z.array(submittedValue),
	/** Against the version before; empty for the first. */
	changes: z.array(change),
});
export type ContractVersion = z.infer<typeof contractVersion>;

export const versionsAnswer = z.object({ data: z.array(contractVersion) });

const calendarFeed = z.object({
	id: z.string(),
	name: z.string(),
	scope: z.enum(scopeKinds),
	detail: z.enum(details),
	expires_on: z.string().nullable(),
	last_used_at: z.string().nullable(),
	last_client: z.string().nullable(),
	events: z.number().int().nullable(),
	left_out: z.number().int().nullable(),
	without_descriptions: z.boolean(),
	faulty: z.number().int().nullable(),
});
export type CalendarFeed = z.infer<typeof calendarFeed>;
export const calendarFeedsAnswer = z.object({ data: z.array(calendarFeed) });
export const calendarFeedFields = Object.keys(calendarFeed.shape);

/** The address of a feed; it is told once. */
export const feedAddressAnswer = z.object({ data: z.object({ id: z.string(), url: z.string(), webcal_url: z.string() }) });
export type FeedAddress = z.infer<typeof feedAddressAnswer>['data'];

export const feedRevokedAnswer = z.object({ data: z.object({ id: z.string() }) });
