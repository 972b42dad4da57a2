import { z } from 'zod';
import { daysAfter, localDay } from '../calendar/local-date.js';
import { recordContact } from '../communications/recording.js';
import { choiceInput, lineInput, paragraphInput } from '../forms/input.js';
import { defineGuard, defineProcess, type Case, type CommandDeclaration } from '../process/declaration.js';
import { customerFieldLabels } from './fields.js';
import type { Effect } from '../process/effect.js';
import type { CustomerTypes } from './customer.js';
import { customerTraits, notNeeded, personalFieldLabels, profileCalled, withoutConsent } from './personal.js';
import { recordWords } from './record-words.js';
import { classify, figuresOf } from './value-class.js';
import { customerWords as words } from './words.js';

const guard = defineGuard<CustomerTypes>();

const isBlank = (value: unknown): boolean => value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

/** What the rulebook wants of this customer; nothing when it does not know the profile. */
const profileOf = ({ row, rulebook }: Pick<Case<CustomerTypes>, 'row' | 'rulebook'>) => profileCalled(rulebook, row.profile);

const today = ({ now, rulebook }: Pick<Case<CustomerTypes>, 'now' | 'rulebook'>): string => localDay(now, rulebook.time_zone);

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

const notMerged = guard({
	rule: 'customer-merged',
	clause: 'CUS-10',
	text: words.isMerged,
	needs: [],
	check: ({ row }) => ((row['merged_into'] ?? null) === null ? [] : [{ field: 'merged_into' }]),
});

const contractsAreFinished = guard({
	rule: 'contracts-open',
	clause: 'REC-02',
	text: words.openContracts,
	needs: ['openContracts'],
	check: ({ facts }) => (facts.openContracts > 0 ? [{ values: { count: facts.openContracts } }] : []),
});

const selectionIsApproved = guard({
	rule: 'vetting-not-approved',
	clause: 'NEW-01',
	text: words.vettingMissing,
	needs: ['vetting'],
	check: ({ facts: { vetting } }) => (vetting?.status === 'approved' && vetting.covered ? [] : [{ field: 'crm_customer_vettings.status' }]),
});

const nobodyIsDeciding = guard({
	rule: 'vetting-under-way',
	clause: 'NEW-01',
	text: words.vettingUnderWay,
	needs: ['vetting'],
	check: ({ facts: { vetting } }) => (vetting?.status === 'in_approval' ? [{ field: 'crm_customer_vettings.status' }] : []),
});

const invalidSaysWhy = guard({
	rule: 'invalid-without-reason',
	clause: 'CUS-08',
	text: words.invalidNeedsReason,
	needs: [],
	check: ({ input }) => (input['outcome'] === 'invalid' && isBlank(input['note']) ? [{ field: 'input.note' }] : []),
});

const somebodyAnswers = guard({
	rule: 'key-customer-without-owner',
	clause: 'SEG-06',
	text: words.keyWithoutOwner,
	needs: [],
	check: ({ row }) => (row.owner === null ? [{ field: 'owner' }] : []),
});

const isKeyCustomer = (wanted: boolean) =>
	guard({
		rule: wanted ? 'not-a-key-customer' : 'key-customer-already',
		clause: 'SEG-06',
		text: wanted ? words.keyNot : words.keyAlready,
		needs: [],
		check: ({ row }) => ((row.key_customer ?? false) === wanted ? [] : [{ field: 'key_customer' }]),
	});

const habitsAreNeeded = guard({
	rule: 'personal-not-needed',
	clause: 'CON-02',
	text: recordWords.notNeeded,
	needs: [],
	check: (subject) => notNeeded(profileOf(subject), subject.input),
});

const purposeIsAgreed = guard({
	rule: 'purpose-not-agreed',
	clause: 'CON-01',
	text: recordWords.purposeNotAgreed,
	needs: ['consents'],
	check: (subject) =>
		withoutConsent(
			profileOf(subject),
			subject.input,
			subject.facts.consents.map(({ scope }) => scope),
		),
});

const somethingIsEntered = guard({
	rule: 'nothing-entered',
	clause: 'CUS-12',
	text: recordWords.nothingEntered,
	needs: [],
	check: ({ input }) => (Object.values(input).every(isBlank) ? [{}] : []),
});

/** Works out the class by the rules in force, and keeps the change with what decided it (SEG-01). */
function grade(subject: Case<CustomerTypes>): readonly Effect[] {
	const { row, facts, rulebook, now, newId } = subject;
	const rules = rulebook.customers.value_classes;
	const meansToBuy = row.buying_intention === 'high' && row.buying_ability === 'high';
	const decision = classify(rules, figuresOf(facts.purchases, rules, today(subject), meansToBuy));
	const explanation = { rule: decision.rule, figures: decision.figures };
	return [
		{
			kind: 'set',
			patch: {
				value_class: decision.class,
				value_class_on: today(subject),
				value_class_explanation: explanation,
				value_class_rulebook: rulebook.version,
			},
		},
		...(decision.class === row.value_class
			? []
			: ([
					{
						kind: 'insert',
						collection: 'crm_customer_classes',
						row: {
							id: newId(),
							customer: row.id,
							value_class: decision.class,
							before: row.value_class,
							graded_at: now,
							explanation,
							rulebook: rulebook.version,
						},
					},
				] as const)),
	];
}

type CustomerCommand = CommandDeclaration<CustomerTypes>;

const custodians: CustomerCommand['by'] = ['information-administrator', 'business-head'];
const caretakers: CustomerCommand['by'] = ['owner', 'business-head', 'information-administrator', 'marketing-specialist'];

/** Everybody whose work it is to keep customers of their department up to date (CUS-08: each department its own part). */
const caretakersOfDepartment: CustomerCommand['by'] = [...caretakers, 'salesperson'];

/** Customers that are kept up to date: all but those put away. */
const known = ['prospect', 'vetting', 'active', 'dormant'] as const;

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
			effects: ({ row, rulebook, actor, newId }) => [
				{ kind: 'number', sequence: 'customer' },
				{ kind: 'set', patch: { rulebook_version: rulebook.version } },
				{
					kind: 'insert',
					collection: 'crm_customer_vettings',
					row: {
						id: newId(),
						status: 'draft',
						revision: 0,
						customer: row.id,
						// A private person's name stands in one place only, so that it can be taken out of it.
						title: row.profile === 'individual' ? null : row.name,
						owner: actor.id,
						department: row.department,
						rulebook_version: rulebook.version,
					},
				},
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
			guards: [profileIsKnown, particularsAreFilled, consentIsRecorded, selectionIsApproved],
			effects: (subject) => [
				{
					kind: 'set',
					patch: {
						selected_on: today(subject),
						verification_due_on: daysAfter(today(subject), subject.rulebook.customers.verification.every_days),
					},
				},
			],
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
			guards: [nobodyIsDeciding],
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
		verify: {
			label: words.verify,
			note: words.verifyNote,
			from: known,
			by: caretakersOfDepartment,
			byClause: 'CUS-08',
			comment: 'none',
			input: z.object({
				outcome: choiceInput(words.verificationOutcome, recordWords.verificationOutcomes),
				note: paragraphInput(words.verificationNote).optional(),
			}),
			guards: [invalidSaysWhy],
			needs: ['run'],
			effects: (subject) => {
				const { row, input, now, actor, facts, rulebook, newId } = subject;
				return [
					{
						kind: 'set',
						patch: {
							verified_on: today(subject),
							verification_outcome: input['outcome'],
							verification_due_on: daysAfter(today(subject), rulebook.customers.verification.every_days),
						},
					},
					{
						kind: 'insert',
						collection: 'crm_customer_verifications',
						row: {
							id: newId(),
							customer: row.id,
							run: facts.run,
							outcome: input['outcome'],
							note: input['note'] ?? null,
							was_due_on: row.verification_due_on,
							verified_by: actor.id,
							verified_at: now,
						},
					},
					...(input['outcome'] === 'invalid'
						? ([
								{
									kind: 'notify',
									to: [{ role: 'information-administrator' }],
									except: actor.id,
									subject: words.invalidSubject,
									body: words.invalidBody,
									values: { customer: row.name, note: typeof input['note'] === 'string' ? input['note'] : '' },
								},
							] as const)
						: []),
				];
			},
		},
		grade: {
			label: words.grade,
			note: words.gradeNote,
			from: known,
			by: ['system', ...custodians],
			byClause: 'SEG-01',
			comment: 'none',
			guards: [],
			needs: ['purchases'],
			effects: grade,
		},
		name_key_customer: {
			label: words.nameKey,
			note: words.nameKeyNote,
			from: ['active', 'dormant'],
			by: custodians,
			byClause: 'SEG-06',
			comment: 'none',
			input: z.object({ reason: lineInput(words.keyReason) }),
			guards: [somebodyAnswers, isKeyCustomer(false)],
			effects: (subject) => [
				{
					kind: 'set',
					patch: {
						key_customer: true,
						key_since: today(subject),
						key_reason: subject.input['reason'],
						key_named_by: subject.actor.id,
					},
				},
			],
		},
		end_key_customer: {
			label: words.endKey,
			note: words.endKeyNote,
			from: ['active', 'dormant', 'archived'],
			by: custodians,
			byClause: 'SEG-06',
			comment: 'required',
			guards: [isKeyCustomer(true)],
			effects: () => [{ kind: 'set', patch: { key_customer: false, key_since: null, key_reason: null, key_named_by: null } }],
		},
		record_traits: {
			label: words.recordTraits,
			note: words.recordTraitsNote,
			from: known,
			by: caretakersOfDepartment,
			byClause: 'CUS-12',
			comment: 'none',
			input: z.object({
				preferences: paragraphInput(personalFieldLabels.preferences).optional(),
				buying_habits: paragraphInput(personalFieldLabels.buying_habits).optional(),
				spending_power: lineInput(personalFieldLabels.spending_power).optional(),
				behaviour: paragraphInput(personalFieldLabels.behaviour).optional(),
			}),
			guards: [somethingIsEntered, habitsAreNeeded, purposeIsAgreed],
			effects: ({ input }) => [
				{ kind: 'set', patch: Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) },
			],
		},
		check_registration: {
			label: words.checkRegistration,
			note: words.checkRegistrationNote,
			from: known,
			by: caretakers,
			byClause: 'CUS-14',
			comment: 'none',
			guards: [profileIsKnown, particularsAreFilled],
			effects: ({ now, actor }) => [{ kind: 'set', patch: { registration_checked_at: now, registration_checked_by: actor.id } }],
		},
		record_contact: recordContact(known),
		restore: {
			label: words.restore,
			note: words.restoreNote,
			from: ['archived'],
			to: 'prospect',
			by: custodians,
			byClause: 'REC-03',
			comment: 'required',
			guards: [notMerged],
		},
	},
	governed: [
		'merged_into',
		'selected_on',
		'verified_on',
		'verification_due_on',
		'verification_outcome',
		'value_class',
		'value_class_on',
		'value_class_explanation',
		'value_class_rulebook',
		'key_customer',
		'key_since',
		'key_reason',
		'key_named_by',
		'registration_checked_at',
		'registration_checked_by',
		...customerTraits,
	],
	setOnce: ['owner', 'department'],
	editable: [{ states: known, fields: '*' }],
	editClause: 'CUS-06',
	children: [
		{ collection: 'crm_contacts', parent: 'customer', editable: [{ states: known, fields: '*' }] },
		{ collection: 'crm_consents', parent: 'customer', editable: [{ states: known, fields: '*' }] },
		{ collection: 'crm_stakeholders', parent: 'customer', editable: [{ states: known, fields: '*' }] },
	],
	// A customer that sleeps is still somebody's; one that is archived is the archive's.
	holdings: [{ field: 'owner', states: ['prospect', 'vetting', 'active', 'dormant'], leaving: { by: 'transfer' } }],
	deletable: true,
});
