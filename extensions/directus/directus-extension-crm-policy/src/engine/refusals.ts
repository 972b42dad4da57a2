import { createError } from '@directus/errors';
import { say, type Locale } from '@crm-policy/rules/words/text';
import { speakViolation, type SpokenViolation, type Violation } from '@crm-policy/rules/process/violation';
import { engineWords } from './words.js';

interface PolicyViolationExtensions {
	readonly collection: string;
	readonly id: string | null;
	readonly command: string | null;
	readonly violations: readonly SpokenViolation[];
}

const PolicyViolationError = createError<PolicyViolationExtensions>(
	'POLICY_VIOLATION',
	({ violations }) => violations.map((violation) => violation.message).join('\n'),
	422,
);

const StaleRevisionError = createError<{ collection: string; id: string; revision: number; present: number; message: string }>(
	'STALE_REVISION',
	({ message }) => message,
	409,
);

export const UnsafeConfigurationError = createError<{ reasons: readonly string[] }>(
	'UNSAFE_CONFIGURATION',
	({ reasons }) => reasons.join('\n'),
	503,
);

/** A refusal by rule: every violation with its clause, in the caller's language (design, section 4). */
export function policyViolation(
	target: { readonly collection: string; readonly id: string | null; readonly command: string | null },
	violations: readonly Violation[],
	locale: Locale,
): Error {
	return new PolicyViolationError({ ...target, violations: violations.map((violation) => speakViolation(violation, locale)) });
}

export function staleRevision(collection: string, id: string, seen: number, present: number, locale: Locale): Error {
	return new StaleRevisionError({
		collection,
		id,
		revision: seen,
		present,
		message: say(engineWords.staleRevision, locale, { seen, present }),
	});
}
