import { localDay } from '../calendar/local-date.js';
import { defineGuard, defineProcess, type RowBase } from '../process/declaration.js';
import { recordWords as words } from './record-words.js';

export interface VerificationRunRow extends RowBase {
	readonly status: keyof typeof words.runStates;
	/** The department whose customers are verified. */
	readonly of_department: string | null;
	/** The day it is to be finished, `YYYY-MM-DD`. */
	readonly due_on: string | null;
	readonly started_on: string | null;
	readonly overdue_reminded_at: string | null;
}

export interface VerificationRunFacts {
	/** How many customers were looked at since the round began, by outcome, and how many are left. */
	readonly progress: { readonly confirmed: number; readonly updated: number; readonly invalid: number; readonly remaining: number };
	/** Who answers for the department: the person it names for the tool and its head (GOV-04). */
	readonly answerable: readonly string[];
}

interface VerificationRunTypes {
	readonly state: VerificationRunRow['status'];
	readonly row: VerificationRunRow;
	readonly facts: VerificationRunFacts;
}

const guard = defineGuard<VerificationRunTypes>();

const everythingIsVerified = guard({
	rule: 'run-unfinished',
	clause: 'CUS-08',
	text: words.runUnfinished,
	needs: ['progress'],
	check: ({ facts: { progress }, comment }) =>
		progress.remaining > 0 && (comment ?? '').trim() === '' ? [{ field: 'comment', values: { count: progress.remaining } }] : [],
});

/** A round in which a department verifies its customers, with a day to be done by and what came of it (CUS-08). */
export const verificationRunProcess = defineProcess<VerificationRunTypes>()({
	name: 'customers',
	collection: 'crm_verification_runs',
	label: words.run,
	initial: 'open',
	states: {
		open: { label: words.runStates.open, kind: 'waiting' },
		closed: { label: words.runStates.closed, kind: 'ended' },
	},
	commands: {
		close: {
			label: words.closeRun,
			note: words.closeRunNote,
			tone: 'primary',
			from: ['open'],
			to: 'closed',
			by: ['owner', 'information-administrator', 'business-head', 'marketing-specialist'],
			byClause: 'CUS-08',
			comment: 'optional',
			guards: [everythingIsVerified],
			effects: ({ facts: { progress }, now, actor, rulebook }) => [
				{
					kind: 'set',
					patch: { ...progress, closed_on: localDay(now, rulebook.time_zone), closed_by: actor.id, rulebook_version: rulebook.version },
				},
			],
		},
		remind: {
			label: words.remindRun,
			from: ['open'],
			by: ['system'],
			byClause: 'CUS-08',
			comment: 'none',
			guards: [],
			needs: ['progress', 'answerable'],
			effects: ({ row, facts: { progress, answerable }, now }) => [
				{ kind: 'set', patch: { overdue_reminded_at: now } },
				{
					kind: 'notify',
					to: [...(row.owner ? [{ user: row.owner }] : []), ...answerable.map((user) => ({ user }))],
					subject: words.runOverdueSubject,
					body: words.runOverdueBody,
					values: { due: row.due_on ?? '', count: progress.remaining },
				},
			],
		},
	},
	governed: ['confirmed', 'updated', 'invalid', 'remaining', 'closed_on', 'closed_by', 'overdue_reminded_at'],
	setOnce: ['owner', 'department', 'of_department', 'started_on'],
	editable: [{ states: ['open'], fields: '*' }],
	editClause: 'CUS-08',
	children: [],
	deletable: false,
});
