import { describe, expect, it } from 'vitest';
import { decide } from '../process/decide.js';
import { noon } from '../testing/contract.js';
import { describeDuties } from '../testing/duty-table.js';
import { countingIds, uuid } from '../testing/ids.js';
import { actorOf } from '../testing/people.js';
import { rulebook, rulebookWithCustomers } from '../testing/rulebook.js';
import { criteria, criteriaOfGroup, type Criterion, type VettingFacts, type VettingRow } from './vetting.js';
import { vettingProcess } from './vetting-process.js';

const drawers = ['owner', 'marketing-specialist', 'information-administrator'] as const;

describeDuties('crm_customer_vettings', {
	states: ['draft', 'in_approval', 'approved', 'rejected'],
	commands: {
		submit: { from: ['draft'], to: 'in_approval', by: drawers, clause: 'NEW-01' },
		withdraw: { from: ['in_approval'], to: 'draft', by: drawers, clause: 'NEW-01' },
		revise: { from: ['rejected'], to: 'draft', by: drawers, clause: 'NEW-01' },
	},
	outcomes: {
		approved: { from: 'in_approval', to: 'approved' },
		rejected: { from: 'in_approval', to: 'rejected' },
		returned: { from: 'in_approval', to: 'draft' },
		withdrawn: { from: 'in_approval', to: 'draft' },
	},
});

const marks = (mark: number) =>
	Object.fromEntries<unknown>(
		criteria.flatMap((criterion) => [
			[criterion, mark],
			[`${criterion}_finding`, 'Seen'],
		]),
	);
const investigation = (kind: 'general' | 'on_site' | 'other') => ({
	id: uuid(0xc41, kind.length),
	kind,
	investigated_on: '2026-11-02',
	investigator: uuid(0xc41, 9),
	findings: 'In order',
});
const head = actorOf('business-head');
const somebodyElse = { ...head, id: uuid(0xc42, 1) };

function submit(
	differing: { row?: Readonly<Record<string, unknown>>; facts?: Partial<VettingFacts>; rules?: ReturnType<typeof rulebook> } = {},
) {
	const row: VettingRow = {
		id: uuid(0xc40, 1),
		status: 'draft',
		revision: 0,
		customer: uuid(0xc40, 2),
		owner: null,
		department: null,
		waiver_reason: null,
		...marks(80),
		...differing.row,
	};
	return decide(vettingProcess, 'submit', {
		row,
		facts: {
			customer: { id: uuid(0xc40, 2), name: 'Silk Road Ltd', status: 'vetting', owner: null },
			investigations: [investigation('general'), investigation('on_site')],
			content: { hash: 'a'.repeat(64), canonical: { collection: 'crm_customer_vettings', fields: {}, children: {}, files: [] } as never },
			pending: null,
			rounds: 0,
			people: [{ id: somebodyElse.id, roles: ['business-head'], department: null, active: true, absences: [], qualification: null }],
			...differing.facts,
		},
		actor: actorOf('information-administrator'),
		input: {},
		comment: null,
		rulebook: differing.rules ?? rulebook(),
		now: noon,
		newId: countingIds(0xc43),
	});
}

const violations = (decision: ReturnType<typeof submit>): readonly string[] =>
	decision.accepted ? [] : decision.violations.map(({ rule, clause, field }) => [rule, clause, field].filter(Boolean).join(' '));

describe('the selection of a new customer', () => {
	it('goes to those who decide once everything is on file', () => {
		expect(submit()).toMatchObject({ accepted: true, to: 'in_approval' });
	});

	const clauseOf = (criterion: Criterion): string =>
		(criteriaOfGroup.a as readonly string[]).includes(criterion) ? 'NEW-02' : criterion === 'cooperative_attitude' ? 'NEW-03' : 'NEW-04';

	it.each(criteria)('is refused while “%s” is not assessed, does not reach its mark or is no mark at all', (criterion) => {
		const clause = clauseOf(criterion);
		expect(violations(submit({ row: { [criterion]: null } }))).toEqual([`criterion-unassessed ${clause} ${criterion}`]);
		expect(violations(submit({ row: { [`${criterion}_finding`]: ' ' } }))).toEqual([`criterion-unassessed ${clause} ${criterion}_finding`]);
		const needed = rulebook().customers.vetting.pass_marks[criterion];
		expect(violations(submit({ row: { [criterion]: needed - 1 } }))).toEqual([`criterion-failed ${clause} ${criterion}`]);
		expect(violations(submit({ row: { [criterion]: needed } }))).toEqual([]);
		for (const mark of [-1, 101, 77.5]) {
			expect(violations(submit({ row: { [criterion]: mark } })), String(mark)).toEqual([`criterion-mark-invalid ${clause} ${criterion}`]);
		}
	});

	it.each(['general', 'on_site'] as const)('is refused without the other investigation when only the %s one is on file', (kind) => {
		expect(violations(submit({ facts: { investigations: [investigation(kind), investigation('other')] } }))).toEqual([
			'investigation-missing NEW-01 crm_customer_investigations.kind',
		]);
	});

	it.each(['investigated_on', 'investigator', 'findings'])('takes no investigation for one that lacks its “%s”', (field) => {
		const incomplete = { ...investigation('on_site'), [field]: null };
		expect(violations(submit({ facts: { investigations: [investigation('general'), incomplete] } }))).toHaveLength(1);
	});

	it('takes a reason for an investigation only where the rulebook allows it', () => {
		const waived = { row: { waiver_reason: 'Known for ten years' }, facts: { investigations: [] } };
		expect(violations(submit(waived))).toHaveLength(2);
		const { vetting } = rulebook().customers;
		const waivable = rulebookWithCustomers({ vetting: { ...vetting, waivable: true } });
		expect(violations(submit({ ...waived, rules: waivable }))).toEqual([]);
		expect(violations(submit({ ...waived, row: { waiver_reason: '  ' }, rules: waivable }))).toHaveLength(2);
	});

	it('is refused of a customer that is not investigated, and where nobody else can decide', () => {
		const customer = { id: uuid(0xc40, 2), name: 'Silk Road Ltd', status: 'archived', owner: null };
		expect(violations(submit({ facts: { customer } }))).toEqual(['customer-not-vetting NEW-01 customer']);
		expect(violations(submit({ facts: { people: [] } }))).toEqual(['no-eligible-reviewer CON-04']);
	});
});
