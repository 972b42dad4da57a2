import { describe, expect, it } from 'vitest';
import { decide } from '../process/decide.js';
import { noon } from '../testing/contract.js';
import { describeDuties } from '../testing/duty-table.js';
import { countingIds, uuid } from '../testing/ids.js';
import { actorOf } from '../testing/people.js';
import { rulebook } from '../testing/rulebook.js';
import type { CustomerFacts, CustomerRow } from './customer.js';
import { customerProcess } from './process.js';

const custodians = ['information-administrator', 'business-head'] as const;
const caretakers = ['owner', 'marketing-specialist', ...custodians] as const;
const known = ['prospect', 'vetting', 'active', 'dormant'] as const;

describeDuties('crm_customers', {
	states: ['prospect', 'vetting', 'active', 'dormant', 'archived'],
	commands: {
		investigate: { from: ['prospect'], to: 'vetting', by: ['owner', 'marketing-specialist', ...custodians], clause: 'NEW-01' },
		select: { from: ['vetting'], to: 'active', by: custodians, clause: 'NEW-05' },
		reject: { from: ['vetting'], to: 'archived', by: custodians, clause: 'NEW-01', comment: 'required' },
		mark_dormant: { from: ['active'], to: 'dormant', by: ['owner', ...custodians], clause: 'CUS-08', comment: 'required' },
		reactivate: { from: ['dormant'], to: 'active', by: ['owner', ...custodians], clause: 'CUS-08' },
		archive: { from: ['prospect', 'active', 'dormant'], to: 'archived', by: custodians, clause: 'REC-02', comment: 'required' },
		verify: { from: known, by: [...caretakers, 'salesperson'], clause: 'CUS-08' },
		grade: { from: known, by: ['system', ...custodians], clause: 'SEG-01' },
		name_key_customer: { from: ['active', 'dormant'], by: custodians, clause: 'SEG-06' },
		end_key_customer: { from: ['active', 'dormant', 'archived'], by: custodians, clause: 'SEG-06', comment: 'required' },
		record_traits: { from: known, by: [...caretakers, 'salesperson'], clause: 'CUS-12' },
		check_registration: { from: known, by: caretakers, clause: 'CUS-14' },
		record_contact: {
			from: known,
			by: [...caretakers, 'salesperson', 'service-agent', 'service-manager', 'operations-manager', 'general-manager'],
			clause: 'COM-02',
		},
		restore: { from: ['archived'], to: 'prospect', by: custodians, clause: 'REC-03', comment: 'required' },
	},
});

const customer: CustomerRow = {
	id: uuid(0xc30, 1),
	status: 'vetting',
	revision: 0,
	name: 'Silk Road Ltd',
	profile: 'enterprise',
	phone: '+86 21 5555 0100',
	needs: 'Ties for a chain of hotels',
	owner: null,
	department: null,
	buying_intention: null,
	buying_ability: null,
	value_class: null,
	key_customer: null,
	verification_due_on: null,
};

const command = (name: string, differing: { row?: Partial<CustomerRow>; facts?: Partial<CustomerFacts>; comment?: string } = {}) =>
	decide(customerProcess, name, {
		row: { ...customer, ...differing.row },
		facts: {
			consents: [{ id: uuid(0xc30, 2), status: 'given', scope: 'business', obtained_on: '2026-01-05', withdrawn_on: null }],
			everyConsent: [],
			openContracts: 0,
			vetting: { id: uuid(0xc30, 3), status: 'approved', covered: true },
			purchases: [],
			run: null,
			...differing.facts,
		},
		actor: actorOf('business-head'),
		input: {},
		comment: differing.comment ?? null,
		rulebook: rulebook(),
		now: noon,
		newId: countingIds(0xc31),
	});

describe('selecting a customer', () => {
	it('is possible once the particulars of the profile are filled in and consent is recorded', () => {
		expect(command('select')).toMatchObject({ accepted: true, to: 'active' });
	});

	it.each(['name', 'phone', 'needs'])('is refused while “%s” is empty or blank, pointing at the field', (field) => {
		for (const nothing of [null, undefined, '', '  ']) {
			expect(command('select', { row: { [field]: nothing } })).toMatchObject({
				accepted: false,
				violations: [{ rule: 'required-field-missing', clause: 'CUS-01', field }],
			});
		}
	});

	it('is refused without consent', () => {
		expect(command('select', { facts: { consents: [] } })).toMatchObject({
			accepted: false,
			violations: [{ rule: 'consent-missing', clause: 'CON-01', field: 'crm_consents.scope' }],
		});
	});

	it.each([null, '', 'unheard-of', 'constructor'])(
		'is refused with the profile %j, which the rulebook does not know, and then consent is still asked for',
		(profile) => {
			expect(command('select', { row: { profile }, facts: { consents: [] } })).toMatchObject({
				accepted: false,
				violations: [{ rule: 'profile-unknown', field: 'profile' }, { rule: 'consent-missing' }],
			});
		},
	);

	it('asks for the same again when business is taken up again', () => {
		expect(command('reactivate', { row: { status: 'dormant', phone: null }, facts: { consents: [] } })).toMatchObject({
			accepted: false,
			violations: [{ rule: 'required-field-missing', field: 'phone' }, { rule: 'consent-missing' }],
		});
	});
});

describe('putting a customer aside', () => {
	it.each([
		['mark_dormant', 'active'],
		['archive', 'active'],
		['archive', 'dormant'],
	] as const)('“%s” of a customer that is %s is refused while contracts are open', (name, status) => {
		const aside = (openContracts: number) =>
			command(name, { row: { status }, facts: { openContracts }, comment: 'No orders for two years' });
		expect(aside(1)).toMatchObject({ accepted: false, violations: [{ rule: 'contracts-open', clause: 'REC-02', values: { count: 1 } }] });
		expect(aside(0)).toMatchObject({ accepted: true });
	});

	it.each(['reject', 'mark_dormant', 'archive', 'restore'])('“%s” without a reason is refused', (name) => {
		const status = ({ reject: 'vetting', mark_dormant: 'active', archive: 'active', restore: 'archived' } as const)[name] ?? 'vetting';
		for (const comment of ['', '   ']) {
			expect(command(name, { row: { status }, comment })).toMatchObject({
				accepted: false,
				violations: [{ rule: 'comment-required', field: 'comment' }],
			});
		}
	});
});

describe('meeting a customer', () => {
	it('gives the number and remembers the rulebook when the investigation starts', () => {
		expect(command('investigate', { row: { status: 'prospect' } })).toMatchObject({
			accepted: true,
			effects: [
				{ kind: 'number', sequence: 'customer' },
				{ kind: 'set', patch: { rulebook_version: 1 } },
				{ kind: 'insert', collection: 'crm_customer_vettings', row: { customer: customer.id, status: 'draft' } },
			],
		});
	});
});

describe('waking a dormant customer', () => {
	it('is refused while the rulebook has no profile of that name, pointing at it (CUS-01)', () => {
		expect(command('reactivate', { row: { status: 'dormant', profile: 'unheard-of' } })).toMatchObject({
			accepted: false,
			violations: [{ rule: 'profile-unknown', field: 'profile' }],
		});
	});
});
