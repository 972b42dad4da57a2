import { z } from 'zod';
import { localDay } from '../calendar/local-date.js';
import { lineInput } from '../forms/input.js';
import { defineProcess, type RowBase } from '../process/declaration.js';
import { recordWords as words } from './record-words.js';

export interface ConsentRow extends RowBase {
	readonly status: keyof typeof words.consentStates;
	readonly customer: string | null;
	readonly scope: string;
}

interface ConsentTypes {
	readonly state: ConsentRow['status'];
	readonly row: ConsentRow;
	readonly facts: object;
}

/** Informed consent: recorded as it was given, withdrawn at any time and at once (CON-01). */
export const consentProcess = defineProcess<ConsentTypes>()({
	name: 'customers',
	collection: 'crm_consents',
	label: words.consent,
	initial: 'given',
	states: {
		given: { label: words.consentStates.given, kind: 'in-force' },
		withdrawn: { label: words.consentStates.withdrawn, kind: 'ended' },
	},
	commands: {
		withdraw: {
			label: words.withdrawConsent,
			note: words.withdrawConsentNote,
			from: ['given'],
			to: 'withdrawn',
			// Whoever the customer says it to records it; the customer does not wait for the right person.
			by: ['salesperson', 'business-head', 'marketing-specialist', 'information-administrator'],
			byClause: 'CON-01',
			comment: 'optional',
			input: z.object({ withdrawn_how: lineInput(words.withdrawnHow) }),
			guards: [],
			effects: ({ input, now, actor, rulebook }) => [
				{
					kind: 'set',
					patch: { withdrawn_on: localDay(now, rulebook.time_zone), withdrawn_how: input['withdrawn_how'], withdrawn_by: actor.id },
				},
			],
		},
	},
	governed: ['withdrawn_on', 'withdrawn_how', 'withdrawn_by'],
	setOnce: ['customer', 'contact', 'scope', 'obtained_on', 'obtained_how'],
	editable: [{ states: ['given'], fields: ['evidence'] }],
	editClause: 'CON-01',
	children: [],
	deletable: true,
});
