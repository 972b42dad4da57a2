import { describe, expect, it } from 'vitest';
import { decide } from '../process/decide.js';
import { noon } from '../testing/contract.js';
import { anyone, describeDuties } from '../testing/duty-table.js';
import { countingIds, uuid } from '../testing/ids.js';
import { asActor, nobody, staff } from '../testing/people.js';
import { rulebook } from '../testing/rulebook.js';
import { contractDoubtProcess } from './doubt-process.js';

describeDuties('crm_contract_doubts', {
	states: ['open', 'resolved'],
	commands: { resolve: { from: ['open'], to: 'resolved', by: anyone, clause: 'REV-08' } },
});

describe('who resolves a doubt (REV-08)', () => {
	const resolve = (actor: Parameters<typeof asActor>[0] | null, differing: { raisedBy?: string | null; over?: boolean } = {}) =>
		decide(contractDoubtProcess, 'resolve', {
			row: { id: uuid(0xc00, 1), status: 'open', revision: 0, contract: uuid(0xc00, 2), raised_by: differing.raisedBy ?? null },
			facts: { round: differing.over === true ? null : { startedBy: staff.seller.id, reviewers: [staff.production.id, staff.quality.id] } },
			actor: actor === null ? nobody : asActor(actor),
			input: { resolution: 'The customer accepts the tolerance.' },
			comment: null,
			rulebook: rulebook(),
			now: noon,
			newId: countingIds(0xc01),
		});

	it('lets the reviewer who raised it resolve it', () => {
		expect(resolve(staff.keeper, { raisedBy: staff.keeper.id })).toMatchObject({ accepted: true, to: 'resolved' });
	});

	it('lets another reviewer of the same contract resolve it and records who and how', () => {
		expect(resolve(staff.quality, { raisedBy: staff.production.id })).toMatchObject({
			accepted: true,
			effects: [
				{ kind: 'set', patch: { resolution: 'The customer accepts the tolerance.', resolved_at: noon, resolved_by: staff.quality.id } },
			],
		});
	});

	it.each([
		['somebody who does not review the contract', staff.keeper],
		['nobody', null],
	])('refuses %s', (_, actor) => {
		expect(resolve(actor)).toMatchObject({ accepted: false, violations: [{ rule: 'resolver-not-reviewer', clause: 'REV-08' }] });
	});

	it('refuses whoever submitted the contract, even if they raised the doubt', () => {
		expect(resolve(staff.seller, { raisedBy: staff.seller.id })).toMatchObject({
			accepted: false,
			violations: [{ rule: 'resolver-not-reviewer' }],
		});
	});

	it('refuses everybody while no review is running', () => {
		expect(resolve(staff.production, { raisedBy: staff.production.id, over: true })).toMatchObject({ accepted: false });
	});
});
