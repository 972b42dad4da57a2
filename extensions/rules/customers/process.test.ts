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

const beforeArchive = ['prospect', 'vetting', 'active', 'dormant'];
const keepersOfKeys = ['business-head', 'marketing-specialist', 'general-manager'] as const;

describeDuties('crm_customers', {
	states: ['prospect', 'vetting', 'active', 'dormant', 'archived'],
	commands: {
		investigate: { from: ['prospect'], to: 'vetting', by: ['owner', 'marketing-specialist', ...custodians], clause: 'NEW-01' },
		select: { from: ['vetting'], to: 'active', by: custodians, clause: 'NEW-05' },
		reject: { from: ['vetting'], to: 'archived', by: custodians, clause: 'NEW-01', comment: 'required' },
		mark_dormant: { from: ['active'], to: 'dormant', by: ['owner', ...custodians], clause: 'CUS-08', comment: 'required' },
		reactivate: { from: ['dormant'], to: 'active', by: ['owner', ...custodians], clause: 'CUS-08' },
		mark_key: { from: beforeArchive, by: keepersOfKeys, clause: 'SEG-06', comment: 'required' },
		unmark_key: { from: [...beforeArchive, 'archived'], by: keepersOfKeys, clause: 'SEG-06', comment: 'required' },
		archive: { from: ['prospect', 'active', 'dormant'], to: 'archived', by: custodians, clause: 'REC-02', comment: 'required' },
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
	key_since: null,
};

const command = (name: string, differing: { row?: Partial<CustomerRow>; facts?: Partial<CustomerFacts>; comment?: string } = {}) =>
	decide(customerProcess, name, {
		row: { ...customer, ...differing.row },
		facts: { consents: [{ id: uuid(0xc30, 2), scope: 'contact' }], openContracts: 0, contacts: [], ...differing.facts },
		actor: actorOf('business-head'),
		input: {},
		comment: differing.comment ?? null,
		rulebook: rulebook(),
		now: noon,
		newId: countingIds(0xc31),
	});

describe('a key customer (SEG-06)', () => {
	const owner = uuid(0xc30, 3);

	it('is one since a day, for a reason', () => {
		expect(command('mark_key', { row: { owner }, comment: 'A third of our sales' })).toMatchObject({
			accepted: true,
			effects: [{ kind: 'set', patch: { key_since: '2026-03-10', key_reason: 'A third of our sales' } }],
		});
	});

	it('has somebody who is responsible for it', () => {
		expect(command('mark_key', { comment: 'Because' })).toMatchObject({
			violations: [{ rule: 'key-customer-without-owner', clause: 'SEG-06' }],
		});
	});

	it('is made one once, and unmade only where it is one', () => {
		const row = { owner, key_since: '2026-01-01' };
		expect(command('mark_key', { row, comment: 'Again' })).toMatchObject({ violations: [{ rule: 'key-customer-already' }] });
		expect(command('unmark_key', { row, comment: 'Moved away' })).toMatchObject({
			accepted: true,
			effects: [{ kind: 'set', patch: { key_since: null, key_reason: null } }],
		});
		expect(command('unmark_key', { row: { owner }, comment: 'Because' })).toMatchObject({ violations: [{ rule: 'no-key-customer' }] });
	});
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
