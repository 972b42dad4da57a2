import type { Locale } from '@crm-policy/rules/words/text';
import type { HttpResponse } from '../../endpoints/http.js';
import type { Host } from '../../engine/context.js';
import { flushOutbox } from '../../engine/outbox.js';
import type { IntakeLimits } from './limits.js';
import { sayProblem, type IntakeRefused } from './problem.js';
import type { IntakeSettings } from './settings.js';

/** What the intake needs that lasts longer than a request. */
export interface Intake {
	readonly host: Host;
	readonly settings: IntakeSettings;
	readonly limits: IntakeLimits;
}

/** Errors in Directus' form. */
export const sendError = (
	response: HttpResponse,
	status: number,
	errors: readonly { code: string; message: string; field?: string | null }[],
): void => {
	response.status(status).json({
		errors: errors.map(({ code, message, field }) => ({
			message,
			extensions: { code, ...(field === null || field === undefined ? {} : { field }) },
		})),
	});
};

/** A refusal as programs get it. */
export function refuseAsJson(response: HttpResponse, { status, code, problems, retryAfter }: IntakeRefused, locale: Locale): void {
	if (retryAfter !== null) response.setHeader('Retry-After', String(retryAfter));
	sendError(
		response,
		status,
		problems.map((problem) => ({ code, message: sayProblem(problem, locale), field: problem.field })),
	);
}

/** Messages are sent after the commit; whatever fails here waits in the outbox for the next run. */
export const sendSoon = (host: Host): void =>
	void flushOutbox(host).catch((error: unknown) => host.logger.warn(error, 'CRM Policy: the outbox could not be sent now.'));
