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
export const departmentsAnswer = z.object({ data: z.array(z.object({ id: z.string(), name: z.string() })) });
export type DepartmentName = z.infer<typeof departmentsAnswer>['data'][number];

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
