import { z } from 'zod';
import { paragraphInput } from '../forms/input.js';
import { defineProcess } from '../process/declaration.js';
import type { CommunicationRow, CommunicationState } from './communication.js';
import { communicationWords as words } from './words.js';

interface CommunicationTypes {
	readonly state: CommunicationState;
	readonly row: CommunicationRow;
	readonly facts: object;
}

/** A record of contact: what the customer asked is answered, and what was entered wrongly is declared void, never changed (COM-02). */
export const communicationProcess = defineProcess<CommunicationTypes>()({
	name: 'communications',
	collection: 'crm_communications',
	label: words.communication,
	initial: 'open',
	states: {
		open: { label: words.states.open, kind: 'waiting' },
		recorded: { label: words.states.recorded, kind: 'ended' },
		voided: { label: words.states.voided, kind: 'refused' },
	},
	commands: {
		answer: {
			label: words.answerIt,
			note: words.answerItNote,
			tone: 'primary',
			from: ['open'],
			to: 'recorded',
			by: ['owner', 'business-head', 'service-manager', 'marketing-specialist', 'general-manager'],
			byClause: 'COM-02',
			input: z.object({ answer: paragraphInput(words.answer) }),
			guards: [],
			effects: ({ input, now, actor }) => [{ kind: 'set', patch: { answer: input['answer'], answered_at: now, answered_by: actor.id } }],
		},
		void: {
			label: words.void,
			note: words.voidNote,
			tone: 'danger',
			from: ['open', 'recorded'],
			to: 'voided',
			by: ['owner', 'business-head', 'information-administrator'],
			byClause: 'COM-02',
			comment: 'required',
			guards: [],
			effects: ({ now, actor }) => [{ kind: 'set', patch: { voided_at: now, voided_by: actor.id } }],
		},
	},
	governed: ['answer', 'answered_at', 'answered_by', 'voided_at', 'voided_by'],
	setOnce: [
		'customer',
		'contact',
		'form',
		'direction',
		'use',
		'happened_at',
		'content',
		'demand',
		'progress',
		'operation',
		'executive',
		'care_day',
		'owner',
		'department',
	],
	editable: [],
	editClause: 'COM-02',
	children: [],
	deletable: false,
});
