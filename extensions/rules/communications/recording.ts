import { z } from 'zod';
import { localDay } from '../calendar/local-date.js';
import { careWords } from '../care/words.js';
import { consentAsOf, consentScopeLabels, consentUses, mayBeContacted, type ConsentUse } from '../customers/consent.js';
import type { CustomerTypes } from '../customers/customer.js';
import { profileCalled } from '../customers/personal.js';
import { choiceInput, codeInput, contactInput, instantInput, paragraphInput } from '../forms/input.js';
import { hasRole } from '../organisation/people.js';
import { defineGuard, type Case, type CommandDeclaration } from '../process/declaration.js';
import type { Effect } from '../process/effect.js';
import { communicationWords as words } from './words.js';

const guard = defineGuard<CustomerTypes>();

type CustomerCase = Case<CustomerTypes>;

/** Somebody of the top management, as the rulebook names it (COM-01). */
const isExecutive = ({ actor, rulebook }: Pick<CustomerCase, 'actor' | 'rulebook'>): boolean => hasRole(actor, rulebook.visits.executives);

/** What is said before anything is filled in: most contact is a call of ours about business. */
const usual = { form: 'telephone', direction: 'ours', use: 'business' } as const;

/** Only the management is asked what the quarterly contact is for; everybody else has fewer questions. */
const executiveForm = {
	progress: paragraphInput(words.progress).optional(),
	operation: paragraphInput(words.operation, words.executiveNote).optional(),
};

const contactForm = (subject: CustomerCase) => {
	const people = subject.facts.people ?? [];
	return z.object({
		form: choiceInput(words.form, words.forms).default(usual.form),
		content: paragraphInput(words.content),
		direction: choiceInput(words.direction, words.directions).default(usual.direction),
		use: choiceInput(words.use, consentScopeLabels).default(usual.use),
		...(people.length === 0 ? {} : { contact: contactInput(words.person, people).optional() }),
		demand: paragraphInput(words.demand).optional(),
		answer: paragraphInput(words.answer, words.answerNote).optional(),
		...(isExecutive(subject) ? executiveForm : {}),
		// Filled in by the page that proposes a greeting, so that it is known what it was for.
		care_day: codeInput(careWords.careDay).optional(),
		happened_at: instantInput(words.happenedAt, words.happenedAtNote).optional(),
	});
};

/** When it was; people who say nothing mean now. */
const instantOf = ({ input, now }: Pick<CustomerCase, 'input' | 'now'>): string => {
	const said = input['happened_at'];
	return typeof said === 'string' ? new Date(said).toISOString() : now;
};

const hasHappened = guard({
	rule: 'contact-in-future',
	clause: 'COM-02',
	text: words.inFuture,
	needs: [],
	check: (subject) => (Date.parse(instantOf(subject)) > Date.parse(subject.now) ? [{ field: 'input.happened_at' }] : []),
});

/**
 * Nobody is contacted without having agreed to it. What counts is the day of the contact: a withdrawal does not reach back. A customer who
 * contacts us needs no consent for that; nor does business with a customer of a profile for which the rulebook asks none.
 */
const customerHasAgreed = guard({
	rule: 'contact-without-consent',
	clause: 'CON-01',
	text: words.withoutConsent,
	needs: ['everyConsent'],
	check: (subject) => {
		const { input, facts, row, rulebook } = subject;
		// Before anything has been entered there is nothing to judge.
		if (Object.keys(input).length === 0 || (input['direction'] ?? usual.direction) !== 'ours') return [];
		const use: ConsentUse = consentUses.find((known) => known === input['use']) ?? usual.use;
		if (use === 'business' && profileCalled(rulebook, row.profile)?.consent_required === false) return [];
		const day = localDay(instantOf(subject), rulebook.time_zone);
		const contact = typeof input['contact'] === 'string' ? input['contact'] : null;
		return mayBeContacted(
			facts.everyConsent.map((consent) => consentAsOf(consent, day)),
			rulebook.customers.consent,
			{ use, contact, today: day },
		)
			? []
			: [{ field: 'crm_consents.scope', values: { use: consentScopeLabels[use] } }];
	},
});

const said = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function record(subject: CustomerCase): readonly Effect[] {
	const { row, input, actor, rulebook, now, newId } = subject;
	const demand = said(input['demand']);
	const answer = said(input['answer']);
	const [progress, operation] = [said(input['progress']), said(input['operation'])];
	return [
		{
			kind: 'insert',
			collection: 'crm_communications',
			row: {
				id: newId(),
				status: demand !== null && answer === null ? 'open' : 'recorded',
				revision: 0,
				customer: row.id,
				contact: said(input['contact']),
				form: input['form'],
				direction: input['direction'],
				use: input['use'],
				happened_at: instantOf(subject),
				content: input['content'],
				demand,
				answer,
				answered_at: demand !== null && answer !== null ? now : null,
				answered_by: demand !== null && answer !== null ? actor.id : null,
				progress,
				operation,
				care_day: input['use'] === 'care' ? said(input['care_day']) : null,
				executive: isExecutive(subject) && progress !== null && operation !== null,
				owner: actor.id,
				department: actor.department ?? row.department,
				rulebook_version: rulebook.version,
			},
		},
	];
}

/**
 * The command of a customer that keeps contact with it: there is no other way to make such a record, so that none is without form, content and
 * consent (COM-02, COM-05, CON-01).
 */
export const recordContact = (from: CommandDeclaration<CustomerTypes>['from']): CommandDeclaration<CustomerTypes> => ({
	label: words.record,
	note: words.recordNote,
	from,
	// Daily contact is the duty of Sales; whoever else speaks with a customer they see keeps it too (COM-05, COM-06).
	by: [
		'owner',
		'salesperson',
		'business-head',
		'service-agent',
		'service-manager',
		'marketing-specialist',
		'operations-manager',
		'general-manager',
		'information-administrator',
	],
	byClause: 'COM-02',
	comment: 'none',
	input: contactForm,
	inputRule: { rule: 'contact-incomplete', clause: 'COM-02', text: words.incomplete },
	guards: [hasHappened, customerHasAgreed],
	needs: ['people'],
	effects: record,
});
