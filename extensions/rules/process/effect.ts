import type { Outcome } from './declaration.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Text, TextValues } from '../words/text.js';

/** A sequence of numbers the rulebook has a pattern for. */
export type Sequence = keyof Rulebook['numbering'];

export type Row = Readonly<Record<string, unknown>>;

/** Who is told: named people, or everyone who holds a role (in a department, if one is given). */
export type Recipient = { readonly user: string } | { readonly role: string; readonly department?: string | null };

/** A number of a sequence; `parts` are values of the record that its pattern shows. */
export interface Numbered {
	readonly sequence: Sequence;
	readonly parts?: Readonly<Record<string, string>>;
}

/**
 * What a command does beside moving the state. Effects are values; the engine performs them inside the command's
 * transaction, and sends what was put in the outbox after it.
 */
export type Effect =
	/** Writes fields of the record itself. */
	| { readonly kind: 'set'; readonly patch: Row }
	/** Adds a row of another governed collection; with a sequence, the row gets the next number of it. */
	| { readonly kind: 'insert'; readonly collection: string; readonly row: Row & { readonly id: string }; readonly sequence?: Sequence }
	/** Changes a row of another governed collection. */
	| { readonly kind: 'update'; readonly collection: string; readonly id: string; readonly patch: Row }
	/** Changes rows of another governed collection alike; one statement for many, where each would be an `update` of its own. */
	| { readonly kind: 'updateAll'; readonly collection: string; readonly ids: readonly string[]; readonly patch: Row }
	/** Removes a row of a governed child collection; used only when an amendment replaces contract lines. */
	| { readonly kind: 'delete'; readonly collection: string; readonly id: string }
	/** Takes what a row once held in these fields out of the earlier versions the host keeps of it (CON-06). */
	| { readonly kind: 'forget'; readonly collection: string; readonly id: string; readonly fields: readonly string[] }
	/** Gives the record its number, once; a record that has one keeps it. */
	| ({ readonly kind: 'number' } & Numbered)
	/** Ends an approval and moves its subject. */
	| { readonly kind: 'conclude'; readonly outcome: Outcome }
	/** Puts a message into the outbox. */
	| {
			readonly kind: 'notify';
			readonly to: readonly Recipient[];
			/** Somebody who is not told, whatever role they hold. */
			readonly except?: string | null;
			readonly subject: Text;
			readonly body: Text;
			readonly values: TextValues;
	  };
