import type { RowBase } from '../process/declaration.js';
import { type communicationWords as words } from './words.js';

export type CommunicationForm = keyof typeof words.forms;
export type CommunicationDirection = keyof typeof words.directions;
export type CommunicationState = keyof typeof words.states;

/** States in which a record counts as contact with the customer. */
export const countingStates = ['open', 'recorded'] as const satisfies readonly CommunicationState[];

/** Contact with a customer as it is kept (COM-02, COM-04, COM-07). */
export interface CommunicationRow extends RowBase {
	readonly status: CommunicationState;
	readonly customer: string;
	readonly contact: string | null;
	readonly form: CommunicationForm;
	readonly direction: CommunicationDirection;
	/** ISO 8601 instant in UTC. */
	readonly happened_at: string;
	readonly content: string;
	readonly demand: string | null;
	readonly answer: string | null;
	/** Whether it is the contact of the top management (COM-01). */
	readonly executive: boolean;
}
