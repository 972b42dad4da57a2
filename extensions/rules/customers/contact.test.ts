import { describe, expect, it } from 'vitest';
import { decide } from '../process/decide.js';
import { noon } from '../testing/contract.js';
import { describeDuties } from '../testing/duty-table.js';
import { countingIds, uuid } from '../testing/ids.js';
import { actorOf } from '../testing/people.js';
import { rulebook, rulebookWithCustomers } from '../testing/rulebook.js';
import { anonymousName, contactProcess, type ContactFacts, type ContactRow } from './contact-process.js';

const keepers = ['salesperson', 'business-head', 'marketing-specialist', 'information-administrator'] as const;

describeDuties('crm_contacts', {
	states: ['current', 'anonymised'],
	commands: {
		record_personal: { from: ['current'], by: keepers, clause: 'CON-02' },
		ask_anonymisation: { from: ['current'], by: ['information-administrator'], clause: 'CUS-04', comment: 'required' },
		anonymise: {
			from: ['current'],
			to: 'anonymised',
			by: ['information-administrator', 'business-head', 'general-manager'],
			clause: 'CUS-04',
			comment: 'required',
		},
	},
});

const contact: ContactRow = {
	id: uuid(0xc50, 1),
	status: 'current',
	revision: 0,
	customer: uuid(0xc50, 2),
	name: 'Mei Lin',
	phone: '1',
	email: 'mei@example.com',
	anonymisation_asked_by: null,
};
const customer: NonNullable<ContactFacts['customer']> = {
	id: uuid(0xc50, 2),
	name: 'Willow Lane',
	profile: 'enterprise',
	department: null,
	contact_person: 'Mei Lin',
	phone: '2',
	email: null,
};
const administrator = actorOf('information-administrator');

const command = (
	name: string,
	differing: {
		row?: Partial<ContactRow>;
		facts?: Partial<ContactFacts>;
		input?: Readonly<Record<string, unknown>>;
		actor?: typeof administrator;
		rules?: ReturnType<typeof rulebook>;
	} = {},
) =>
	decide(contactProcess, name, {
		row: { ...contact, ...differing.row },
		facts: { customer, merged: [], merges: [], agreed: ['business', 'care'], openGifts: 0, ...differing.facts },
		actor: differing.actor ?? administrator,
		input: differing.input ?? {},
		comment: 'Asked for',
		rulebook: differing.rules ?? rulebook(),
		now: noon,
		newId: countingIds(0xc51),
	});

describe('personal data', () => {
	it.each([
		[{ birthday: '1980-05-04' }, 'enterprise', ['care'], []],
		[{ birthday: '1980-05-04' }, 'enterprise', ['business'], ['purpose-not-agreed']],
		[{ birthday: '1980-05-04' }, 'individual', ['care'], ['personal-not-needed']],
		[{ age: 40 }, 'enterprise', ['care', 'business', 'marketing'], ['personal-not-needed']],
		[{ age: 40 }, 'constructor', ['care'], ['personal-not-needed']],
		[{}, 'enterprise', ['care'], ['nothing-entered']],
	] as const)('%j of a customer “%s” with consent to %j: %j', (input, profile, agreed, rules) => {
		const decision = command('record_personal', { input, facts: { customer: { ...customer, profile }, agreed } });
		expect(decision.accepted ? [] : decision.violations.map(({ rule }) => rule)).toEqual(rules);
	});
});

describe('anonymising', () => {
	const asked = { anonymisation_asked_by: administrator.id };
	const manager = actorOf('general-manager');
	const rules = (decision: ReturnType<typeof command>) => (decision.accepted ? [] : decision.violations.map(({ rule }) => rule));

	it('takes two people where the rulebook wants two', () => {
		expect(rules(command('anonymise', { actor: manager }))).toEqual(['anonymisation-not-asked']);
		expect(rules(command('anonymise', { row: asked }))).toEqual(['same-person-twice']);
		expect(rules(command('anonymise', { row: asked, actor: manager }))).toEqual([]);
		const alone = rulebookWithCustomers({ anonymisation: { clauses: ['CON-06'], second_person: false } });
		expect(rules(command('anonymise', { rules: alone }))).toEqual([]);
	});

	it('waits until nothing is promised to the person', () => {
		expect(rules(command('anonymise', { row: asked, actor: manager, facts: { openGifts: 1 } }))).toEqual(['gifts-under-way']);
	});

	it('takes from the customer’s record what is the person’s, and nothing else', () => {
		const decision = command('anonymise', { row: asked, actor: manager });
		const effects = decision.accepted ? decision.effects : [];
		expect(effects).toContainEqual({ kind: 'update', collection: 'crm_customers', id: customer.id, patch: { contact_person: null } });
		expect(effects[0]).toMatchObject({ kind: 'set', patch: { name: anonymousName(contact.id), phone: null, email: null, birthday: null } });
	});

	it('takes the name of a private person from the customer too, with what is known of their habits', () => {
		const person = { ...customer, profile: 'individual', name: 'Mei Lin' };
		const decision = command('anonymise', { row: asked, actor: manager, facts: { customer: person } });
		const update = (decision.accepted ? decision.effects : []).find((effect) => effect.kind === 'update');
		expect(update).toMatchObject({ patch: { name: anonymousName(contact.id), contact_person: null, preferences: null, address: null } });
	});

	it('reaches the records that were merged into the customer’s, and what merges keep to be undone', () => {
		const merged = { ...customer, id: uuid(0xc50, 3), phone: contact.phone };
		const merges = [{ id: uuid(0xc50, 4), before: { contact_person: 'Mei Lin', industry: 'Retail' } }];
		const decision = command('anonymise', { row: asked, actor: manager, facts: { merged: [merged], merges } });
		const effects = decision.accepted ? decision.effects : [];
		expect(effects).toContainEqual({
			kind: 'update',
			collection: 'crm_customers',
			id: merged.id,
			patch: { contact_person: null, phone: null },
		});
		expect(effects).toContainEqual({
			kind: 'update',
			collection: 'crm_customer_merges',
			id: merges[0]?.id,
			patch: { before: { industry: 'Retail' } },
		});
	});
});
