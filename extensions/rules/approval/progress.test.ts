import { describe, expect, it } from 'vitest';
import { uuid } from '../testing/ids.js';
import { progress, stepPassed } from './progress.js';
import type { TaskDecision, TaskRow } from './rows.js';

let made = 0;

const task = (differing: Partial<TaskRow> = {}): TaskRow => ({
	id: uuid(0xc80, ++made),
	status: differing.decision === undefined || differing.decision === null ? 'open' : 'decided',
	revision: 0,
	approval: uuid(0xc81, 1),
	step: 'review',
	position: 0,
	mode: 'all',
	part: 'signer',
	assignee: null,
	role: 'production-manager',
	department: null,
	qualified: false,
	added: false,
	waits_for: null,
	replaces: null,
	superseded_by: null,
	decision: null,
	comment: null,
	opened_at: null,
	due_at: null,
	decided_at: null,
	decided_by: null,
	on_behalf_of: null,
	...differing,
});

const decided = (decision: TaskDecision, differing: Partial<TaskRow> = {}): TaskRow => task({ decision, ...differing });

describe('whether a step has passed', () => {
	const [yes, no, open] = ['approved', 'rejected', null] as const;

	it.each<[TaskRow['mode'], string, readonly Partial<TaskRow>[], boolean]>([
		['all', 'everyone approved', [{ decision: yes }, { decision: yes }], true],
		['all', 'one is undecided', [{ decision: yes }, { decision: open }], false],
		['all', 'one refused', [{ decision: yes }, { decision: no }], false],
		['any', 'one approved', [{ decision: yes }, { decision: open }], true],
		['any', 'nobody decided', [{ decision: open }, { decision: open }], false],
		['any', 'one approved but an added signer has not', [{ decision: yes }, { decision: open, added: true }], false],
		['any', 'only the added signer approved', [{ decision: open }, { decision: yes, added: true }], false],
		['meeting', 'the signers approved but not the chair', [{ decision: yes }, { decision: open, part: 'chair' }], false],
		['meeting', 'the chair approved', [{ decision: yes }, { decision: yes, part: 'chair' }], true],
		[
			'meeting',
			'the chair approved but an added signer has not',
			[
				{ decision: yes, part: 'chair' },
				{ decision: open, added: true },
			],
			false,
		],
		['all', 'a task was superseded by one that approved', [{ status: 'superseded' }, { decision: yes }], true],
		['all', 'every task was cancelled', [{ status: 'cancelled' }], false],
		['all', 'there is nothing to decide', [], false],
	])('of mode “%s” when %s', (mode, _, tasks, expected) => {
		expect(stepPassed(tasks.map((differing) => task({ mode, ...differing })))).toBe(expected);
	});
});

describe('what follows from a decision', () => {
	it('opens the next step in order, and only that one', () => {
		const last = decided('approved');
		const [second, third] = [task({ position: 1, status: 'waiting' }), task({ position: 2, status: 'waiting' })];
		expect(progress([last, third, second], last)).toEqual({ open: [second], cancel: [], outcome: null });
	});

	it('ends the approval after the last step', () => {
		const last = decided('approved', { position: 1 });
		expect(progress([decided('approved'), last], last).outcome).toBe('approved');
	});

	it.each([
		['rejected', 'rejected'],
		['returned', 'returned'],
	] as const)('cancels everything that is undecided when somebody %s it', (decision, outcome) => {
		const refusal = decided(decision);
		const [open, waiting, signed] = [task(), task({ position: 1, status: 'waiting' }), decided('approved')];
		expect(progress([refusal, open, waiting, signed], refusal)).toEqual({ open: [], cancel: [open, waiting], outcome });
	});

	it('leaves tasks in a later step waiting that wait for somebody in particular', () => {
		const last = decided('approved');
		const next = task({ position: 1, status: 'waiting' });
		const afterNext = task({ position: 1, status: 'waiting', waits_for: next.id });
		expect(progress([last, next, afterNext], last).open).toEqual([next]);
	});
});
