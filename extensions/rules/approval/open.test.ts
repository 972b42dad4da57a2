import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person } from '../organisation/people.js';
import type { RoleKey } from '../organisation/roles.js';
import { noon } from '../testing/contract.js';
import { countingIds, uuid } from '../testing/ids.js';
import { person, staff } from '../testing/people.js';
import { route, step } from '../testing/rulebook.js';
import { openApproval, unfilledParts } from './open.js';

const day = '2026-03-10';
const unfilled = (taken: Parameters<typeof unfilledParts>[0], people: readonly Person[], department: string | null = null) =>
	unfilledParts(taken, people, staff.seller.id, department, day).map((part) => `${part.step.key}: ${part.signer.role}`);

const keeperAndHead = route(step('slip', 'all', ['warehouse-keeper']), step('approval', 'all', ['business-head']));

describe('parts of a route that nobody could fill', () => {
	it('are none when there is somebody else for each', () => {
		expect(unfilled(keeperAndHead, [staff.keeper, staff.head])).toEqual([]);
	});

	it('name the step and the role, with its clause', () => {
		expect(unfilledParts(keeperAndHead, [staff.keeper], staff.seller.id, null, day)).toMatchObject([
			{ step: { key: 'approval' }, signer: { role: 'business-head' }, clause: 'REV-13' },
		]);
	});

	it('do not count one person twice, though they hold both roles', () => {
		expect(unfilled(keeperAndHead, [person(['warehouse-keeper', 'business-head'])])).toEqual(['approval: business-head']);
	});

	it('find the arrangement in which everybody has one part, however the people are ordered', () => {
		const both = person(['warehouse-keeper', 'business-head']);
		expect(unfilled(keeperAndHead, [both, staff.keeper])).toEqual([]);
		expect(unfilled(keeperAndHead, [staff.keeper, both])).toEqual([]);
	});

	it('do not count the person who submits', () => {
		expect(unfilled(route(step('sales', 'all', ['salesperson'])), [staff.seller])).toEqual(['sales: salesperson']);
		expect(unfilled(route(step('sales', 'all', ['salesperson'])), [staff.seller, staff.otherSeller])).toEqual([]);
	});

	it('need one person where one of several roles is enough', () => {
		const either = route(step('check', 'any', ['warehouse-keeper', 'business-head']), step('adoption', 'all', ['general-manager']));
		expect(unfilled(either, [staff.head, staff.director])).toEqual([]);
		expect(unfilled(either, [staff.director])).toEqual(['check: warehouse-keeper']);
	});

	it('include the chair of a meeting', () => {
		expect(unfilled(route(step('meeting', 'meeting', ['production-manager'])), [staff.production])).toEqual(['meeting: business-head']);
	});

	it('look into the record’s own department where the route says so', () => {
		const own = route({ ...step('own', 'all', []), signers: [{ role: 'business-head', same_department: true }] });
		const head = person(['business-head'], { department: 'export' });
		expect(unfilled(own, [head], 'sales')).toEqual(['own: business-head']);
		expect(unfilled(own, [head], 'export')).toEqual([]);
	});

	it('may be filled by the substitute of somebody who cannot decide', () => {
		const substitute = person([]);
		const gone = person(['business-head'], { active: false, absences: [{ from: day, until: day, substitute: substitute.id }] });
		expect(unfilled(route(step('approval', 'all', ['business-head'])), [gone, substitute])).toEqual([]);
	});

	it('do not count a substitute beside the person they stand in for: a signature for somebody uses up both', () => {
		const substitute = person([]);
		const both = person(['warehouse-keeper', 'business-head'], { absences: [{ from: day, until: day, substitute: substitute.id }] });
		expect(unfilled(keeperAndHead, [both, substitute])).toEqual(['approval: business-head']);
	});

	it('are as many as the largest arrangement of people leaves over', () => {
		const roles: readonly RoleKey[] = ['production-manager', 'technology-manager', 'quality-manager', 'warehouse-keeper'];
		/** The most parts that can be filled, by trying everything. */
		const most = (parts: readonly RoleKey[], people: readonly Person[]): number => {
			const [part, ...rest] = parts;
			if (part === undefined) return 0;
			const used = people
				.filter((candidate) => candidate.roles.includes(part))
				.map(
					(candidate) =>
						1 +
						most(
							rest,
							people.filter((other) => other !== candidate),
						),
				);
			return Math.max(most(rest, people), ...used);
		};
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom(...roles), { minLength: 1, maxLength: 5 }),
				fc.array(fc.subarray([...roles], { minLength: 1 }), { maxLength: 5 }),
				(parts, holders) => {
					const people = holders.map((held) => person(held));
					const steps = parts.map((role, index) => step(`step-${index}`, 'all', [role]));
					expect(unfilled(route(...steps), people)).toHaveLength(parts.length - most(parts, people));
				},
			),
			{ numRuns: 200 },
		);
	});
});

describe('opening a round of approval', () => {
	const opened = () =>
		openApproval({
			collection: 'crm_contracts',
			relation: 'contract',
			subject: { id: uuid(0xc70, 1), department: 'sales', title: 'Silk ties' },
			hash: 'the hash',
			submitted: { fields: {} },
			routeKey: 'countersign',
			route: { ...keeperAndHead, copy_to: [{ role: 'finance-officer', same_department: true }] },
			round: 3,
			startedBy: staff.seller.id,
			rulebookVersion: 2,
			now: noon,
			newId: countingIds(0xc71),
		});

	it('binds the approval to the record, to its hash and to the steps as they are now', () => {
		const { approval, effects } = opened();
		expect(effects[0]).toMatchObject({
			kind: 'insert',
			collection: 'crm_approvals',
			row: {
				id: approval,
				status: 'pending',
				contract: uuid(0xc70, 1),
				subject_id: uuid(0xc70, 1),
				subject_hash: 'the hash',
				steps: keeperAndHead.steps,
				round: 3,
				rulebook_version: 2,
			},
		});
	});

	it('opens the tasks of the first step with its time limit and lets the others wait', () => {
		const tasks = opened().effects.flatMap((effect) =>
			effect.kind === 'insert' && effect.collection === 'crm_approval_tasks' ? [effect.row] : [],
		);
		expect(tasks).toMatchObject([
			{ step: 'slip', position: 0, status: 'open', opened_at: noon, due_at: '2026-03-11T04:00:00.000Z', decision: null, added: false },
			{ step: 'approval', position: 1, status: 'waiting', opened_at: null, due_at: null },
		]);
	});

	it('copies to those the route names and tells those of the first step only', () => {
		const { effects } = opened();
		expect(effects).toContainEqual(
			expect.objectContaining({
				collection: 'crm_approval_copies',
				row: expect.objectContaining({ role: 'finance-officer', department: 'sales', user: null }) as unknown,
			}),
		);
		expect(effects.at(-1)).toMatchObject({ kind: 'notify', to: [{ role: 'warehouse-keeper' }] });
	});
});
