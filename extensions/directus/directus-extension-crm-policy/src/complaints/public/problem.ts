import { say, type Locale, type Text, type TextValues } from '@crm-policy/rules/words/text';

/** Something the complainant should change; `field` is an entry of the form, or null when it is about the whole. */
export interface Problem {
	readonly field: string | null;
	readonly text: Text;
	readonly values?: TextValues;
}

export const sayProblem = ({ text, values }: Problem, locale: Locale): string => say(text, locale, values);

/** A complaint that is not taken in, with the reasons; nothing of it has been kept. */
export class IntakeRefused extends Error {
	constructor(
		/** HTTP status. */
		readonly status: 400 | 413 | 429 | 503,
		readonly code: 'INVALID_PAYLOAD' | 'CONTENT_TOO_LARGE' | 'REQUESTS_EXCEEDED' | 'SERVICE_UNAVAILABLE',
		readonly problems: readonly Problem[],
		/** Seconds after which it makes sense to try again. */
		readonly retryAfter: number | null = null,
	) {
		super(code);
	}
}

export const invalid = (...problems: readonly Problem[]): IntakeRefused => new IntakeRefused(400, 'INVALID_PAYLOAD', problems);
