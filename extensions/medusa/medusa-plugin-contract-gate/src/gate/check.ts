import { MedusaError } from '@medusajs/framework/utils';
import { gateIn, loggerIn, type Container } from './container';
import type { Question } from './content';
import { GateUnreachable } from './directus';
import { languageOf, say, words } from './words';

/** What the caller of a refused step can tell the two kinds of refusal by. */
export const codes = { refused: 'contract_review_required', unreachable: 'contract_gate_unavailable' } as const;

const refusal = (message: string, code: string): MedusaError => new MedusaError(MedusaError.Types.NOT_ALLOWED, message, code);

/**
 * Asks Directus whether the shop may commit to this, and refuses where it may not or where nobody can say: closed, not open, is what
 * the gate is when something is wrong.
 *
 * @param locale in which the shopper or clerk reads; without one, both languages are used
 * @throws MedusaError (400) with one of `codes`
 */
export async function assertCleared(container: Container, question: Question | null, locale?: string | null): Promise<void> {
	if (question === null) return;
	const gate = gateIn(container);
	const language = languageOf(locale);
	try {
		const answer = await gate.directus.ask(question, gate.settings.openReviews, language);
		if (answer.allowed) return;
		const reasons = answer.violations.map(({ message, clause }) => (clause === null ? message : `${message} (${clause})`));
		throw refusal([say(words.refused, language), ...reasons].join(' '), codes.refused);
	} catch (error) {
		if (!(error instanceof GateUnreachable)) throw error;
		loggerIn(container).error(`Contract gate: ${question.kind} of ${question.reference.order} was refused. ${error.message}`);
		throw refusal(say(words.unreachable, language), codes.unreachable);
	}
}
