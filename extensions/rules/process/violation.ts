import type { Locale, Text, TextValues } from '../words/text.js';
import { say } from '../words/text.js';

/** The id of a clause of the company's written policies, such as `REV-03`. */
export type ClauseId = `${Uppercase<string>}-${string}`;

/** Why a command is refused: which rule, which clause it implements, which field to look at. */
export interface Violation {
	readonly rule: string;
	readonly clause: ClauseId | null;
	/** `field` of the record, or `child_collection.field`. */
	readonly field?: string;
	readonly text: Text;
	readonly values?: TextValues;
}

/** A violation as it leaves the server, in one language. */
export interface SpokenViolation {
	rule: string;
	clause: ClauseId | null;
	message: string;
	field?: string;
}

export function speakViolation(violation: Violation, locale: Locale): SpokenViolation {
	return {
		rule: violation.rule,
		clause: violation.clause,
		message: say(violation.text, locale, violation.values),
		...(violation.field === undefined ? {} : { field: violation.field }),
	};
}
