import { describe, expect, it } from 'vitest';
import { explain } from '../process/decide.js';
import type { Person } from '../organisation/people.js';
import { countingIds, uuid } from '../testing/ids.js';
import { noon } from '../testing/contract.js';
import { asActor, everybody, staff, theSystem, withPerson } from '../testing/people.js';
import { rulebook } from '../testing/rulebook.js';
import type { ApprovalRow, TaskRow } from './rows.js';
import { approvalTaskProcess } from './task-process.js';

const approval: ApprovalRow = {
	id: uuid(0xe40, 1),
	status: 'pending',
	revision: 1,
	subject_collection: 'crm_contracts',
	subject_id: uuid(0xe40, 2),
	subject_hash: 'as submitted',
	route: 'contract-routine',
	steps: [],
	round: 1,
	started_by: staff.seller.id,
	started_at: noon,
	ended_at: null,
	reminded_at: null,
	rulebook_version: 1,
};

const task: TaskRow = {
	id: uuid(0xe40, 3),
	status: 'open',
	revision: 1,
	approval: approval.id,
	step: 'countersignature',
	position: 0,
	mode: 'all',
	part: 'signer',
	assignee: null,
	role: 'production-manager',
	department: null,
	qualified: true,
	added: false,
	waits_for: null,
	replaces: null,
	superseded_by: null,
	decision: null,
	comment: null,
	opened_at: noon,
	due_at: '2026-03-09T04:00:00.000Z',
	decided_at: null,
	decided_by: null,
	on_behalf_of: null,
};

interface Differing {
	readonly by?: Person;
	readonly approval?: Partial<ApprovalRow>;
	readonly people?: readonly Person[];
}

const rules = (command: string, { by = staff.production, people = everybody, ...differing }: Differing): readonly string[] =>
	explain(approvalTaskProcess, command, {
		row: task,
		facts: {
			approval: { ...approval, ...differing.approval },
			tasks: [task],
			people,
			subject: { collection: 'crm_contracts', id: approval.subject_id, title: 'Silk ties', hash: approval.subject_hash },
		},
		actor: command === 'escalate' || command === 'reroute' ? theSystem : asActor(by),
		input: {},
		comment: null,
		rulebook: rulebook(),
		now: noon,
		newId: countingIds(0xe41),
	}).map(({ rule }) => rule);

const byPeople = ['approve', 'return', 'reject', 'transfer', 'delegate', 'add_signer'] as const;

describe.each(byPeople)('“%s”, like every command on a task,', (command) => {
	it('is open to whoever is asked', () => {
		expect(rules(command, {})).toEqual([]);
	});

	it('is closed when the approval has ended', () => {
		expect(rules(command, { approval: { status: 'withdrawn' } })).toEqual(['approval-not-pending']);
	});

	it('is closed to whoever is not asked', () => {
		expect(rules(command, { by: staff.keeper })).toEqual(['not-your-task']);
	});

	it('is closed to whoever submitted, although their role is asked', () => {
		expect(rules(command, { approval: { started_by: staff.production.id } })).toEqual(['separation-of-duties']);
	});

	it('is closed to whoever is asked but not qualified', () => {
		expect(rules(command, { people: withPerson(everybody, staff.production.id, { qualification: null }) })).toEqual([
			'reviewer-not-qualified',
		]);
	});
});

describe.each(['escalate', 'reroute'])('the clock’s “%s”', (command) => {
	it('leaves a task alone when the approval has ended', () => {
		expect(rules(command, { approval: { status: 'returned' } })).toContain('approval-not-pending');
		expect(rules(command, {})).not.toContain('approval-not-pending');
	});
});
