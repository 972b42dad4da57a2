import { defineGuard, defineProcess, type Case, type CommandDeclaration } from '../process/declaration.js';
import { customerFieldLabels } from './fields.js';
import type { CustomerTypes } from './customer.js';
import { customerWords as words } from './words.js';

const guard = defineGuard<CustomerTypes>();

const isBlank = (value: unknown): boolean => value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

/** What the rulebook wants of this customer; nothing when it does not know the profile. */
const profileOf = ({ row, rulebook }: Pick<Case<CustomerTypes>, 'row' | 'rulebook'>) => {
	const { profiles } = rulebook.customers;
	return row.profile !== null && Object.hasOwn(profiles, row.profile) ? profiles[row.profile] : undefined;
};

const profileIsKnown = guard({
	rule: 'profile-unknown',
	clause: 'CUS-01',
	text: words.profileUnknown,
	needs: [],
	check: (subject) => (profileOf(subject) === undefined ? [{ field: 'profile' }] : []),
});

const particularsAreFilled = guard({
	rule: 'required-field-missing',
	clause: 'CUS-01',
	text: words.fieldMissing,
	needs: [],
	check: (subject) =>
		(profileOf(subject)?.required ?? [])
			.filter((field) => isBlank(subject.row[field]))
			.map((field) => ({ field, values: { field: customerFieldLabels[field] ?? field } })),
});

const consentIsRecorded = guard({
	rule: 'consent-missing',
	clause: 'CON-01',
	text: words.consentMissing,
	needs: ['consents'],
	check: (subject) => {
		const needed = profileOf(subject)?.consent_required ?? true;
		return needed && subject.facts.consents.length === 0 ? [{ field: 'crm_consents.scope' }] : [];
	},
});

const contractsAreFinished = guard({
	rule: 'contracts-open',
	clause: 'REC-02',
	text: words.openContracts,
	needs: ['openContracts'],
	check: ({ facts }) => (facts.openContracts > 0 ? [{ values: { count: facts.openContracts } }] : []),
});

type CustomerCommand = CommandDeclaration<CustomerTypes>;

const custodians: CustomerCommand['by'] = ['information-administrator', 'business-head'];
const caretakers: CustomerCommand['by'] = ['owner', 'business-head', 'information-administrator', 'marketing-specialist'];

/** The life of a customer record: met, investigated, selected, traded with, kept (CUS-01, CON-01, NEW-01, NEW-05). */
export const customerProcess = defineProcess<CustomerTypes>()({
	name: 'customers',
	collection: 'crm_customers',
	label: words.customer,
	initial: 'prospect',
	states: {
		prospect: { label: words.states.prospect, kind: 'draft' },
		vetting: { label: words.states.vetting, kind: 'waiting' },
		active: { label: words.states.active, kind: 'in-force' },
		dormant: { label: words.states.dormant, kind: 'ended' },
		archived: { label: words.states.archived, kind: 'ended' },
	},
	commands: {
		investigate: {
			label: words.investigate,
			note: words.investigateNote,
			tone: 'primary',
			from: ['prospect'],
			to: 'vetting',
			by: caretakers,
			byClause: 'NEW-01',
			comment: 'optional',
			guards: [],
			effects: ({ rulebook }) => [
				{ kind: 'number', sequence: 'customer' },
				{ kind: 'set', patch: { rulebook_version: rulebook.version } },
			],
		},
		select: {
			label: words.select,
			note: words.selectNote,
			tone: 'primary',
			from: ['vetting'],
			to: 'active',
			by: custodians,
			byClause: 'NEW-05',
			comment: 'optional',
			guards: [profileIsKnown, particularsAreFilled, consentIsRecorded],
		},
		reject: {
			label: words.reject,
			note: words.rejectNote,
			tone: 'danger',
			from: ['vetting'],
			to: 'archived',
			by: custodians,
			byClause: 'NEW-01',
			comment: 'required',
			guards: [],
		},
		mark_dormant: {
			label: words.markDormant,
			note: words.markDormantNote,
			from: ['active'],
			to: 'dormant',
			by: ['owner', ...custodians],
			byClause: 'CUS-08',
			comment: 'required',
			guards: [contractsAreFinished],
		},
		reactivate: {
			label: words.reactivate,
			note: words.reactivateNote,
			tone: 'primary',
			from: ['dormant'],
			to: 'active',
			by: ['owner', ...custodians],
			byClause: 'CUS-08',
			comment: 'optional',
			guards: [profileIsKnown, particularsAreFilled, consentIsRecorded],
		},
		archive: {
			label: words.archive,
			note: words.archiveNote,
			tone: 'danger',
			from: ['prospect', 'active', 'dormant'],
			to: 'archived',
			by: custodians,
			byClause: 'REC-02',
			comment: 'required',
			guards: [contractsAreFinished],
		},
		restore: {
			label: words.restore,
			note: words.restoreNote,
			from: ['archived'],
			to: 'prospect',
			by: custodians,
			byClause: 'REC-03',
			comment: 'required',
			guards: [],
		},
	},
	governed: [],
	setOnce: ['owner', 'department'],
	editable: [{ states: ['prospect', 'vetting', 'active', 'dormant'], fields: '*' }],
	editClause: 'CUS-06',
	children: [
		{ collection: 'crm_contacts', parent: 'customer', editable: [{ states: ['prospect', 'vetting', 'active', 'dormant'], fields: '*' }] },
		{ collection: 'crm_consents', parent: 'customer', editable: [{ states: ['prospect', 'vetting', 'active', 'dormant'], fields: '*' }] },
	],
	// A customer that sleeps is still somebody's; one that is archived is the archive's.
	holdings: [{ field: 'owner', states: ['prospect', 'vetting', 'active', 'dormant'], leaving: { by: 'transfer' } }],
	deletable: true,
});
