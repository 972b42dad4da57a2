import { describe, expect, it } from 'vitest';
import { decide } from '../process/decide.js';
import { noon } from '../testing/contract.js';
import { anyone, describeDuties } from '../testing/duty-table.js';
import { countingIds, uuid } from '../testing/ids.js';
import { actorOf, nobody } from '../testing/people.js';
import { rulebook } from '../testing/rulebook.js';
import { noticeEffects } from './issue.js';
import { executionNoticeProcess } from './process.js';

describeDuties('crm_execution_notices', {
	states: ['issued', 'acknowledged'],
	commands: { acknowledge: { from: ['issued'], to: 'acknowledged', by: anyone, clause: 'ORD-01' } },
});

describe('acknowledging an execution notice (ORD-01)', () => {
	const acknowledge = (actor: ReturnType<typeof actorOf>) =>
		decide(executionNoticeProcess, 'acknowledge', {
			row: { id: uuid(0xc10, 1), status: 'issued', revision: 0, role: 'production-manager' },
			facts: {},
			actor,
			input: {},
			comment: null,
			rulebook: rulebook(),
			now: noon,
			newId: countingIds(0xc11),
		});

	it('is for those the notice is addressed to, and records who and when', () => {
		const actor = actorOf('production-manager');
		expect(acknowledge(actor)).toMatchObject({
			accepted: true,
			effects: [{ kind: 'set', patch: { acknowledged_at: noon, acknowledged_by: actor.id } }],
		});
	});

	it.each([
		['another department', actorOf('technology-manager')],
		['nobody', nobody],
	])('is refused to %s', (_, actor) => {
		expect(acknowledge(actor)).toMatchObject({ accepted: false, violations: [{ rule: 'not-addressee', clause: 'ORD-01' }] });
	});
});

describe('issuing execution notices (ORD-01)', () => {
	it('issues one of each kind the rulebook names at once, tells its department and sets its time limit', () => {
		const effects = noticeEffects(
			{ contract: uuid(0xc12, 1), department: null, title: 'Silk ties', terms: { fields: {}, children: {}, files: [] }, version: 2 },
			{ rulebook: rulebook(), now: noon, newId: countingIds(0xc13) },
		);
		expect(effects).toMatchObject([
			{
				kind: 'insert',
				sequence: 'execution_notice',
				row: {
					kind: 'production_task_order',
					role: 'production-manager',
					status: 'issued',
					contract_version: 2,
					due_at: '2026-03-11T04:00:00.000Z',
				},
			},
			{ kind: 'notify', to: [{ role: 'production-manager' }] },
			{ kind: 'insert', sequence: 'execution_notice', row: { kind: 'process_sheet', role: 'technology-manager', status: 'issued' } },
			{ kind: 'notify', to: [{ role: 'technology-manager' }] },
		]);
	});
});
