import { createError } from '@directus/errors';
import { nearestLocale, say, type Locale } from '@crm-policy/rules/words/text';
import type { Accountability } from '@directus/types';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { localeOfUser } from '../engine/caller.js';
import { advisoriesOf } from './declaration.js';
import type { GuardId } from './guard-ids.js';
import { oncePerMinute } from './refusal-log.js';
import type { GuardedRequest } from './request.js';
import { refusalWords } from './words.js';

/** What a refused caller gets besides the sentence: which entry of the guard it was, and what it closes. */
interface GuardExtensions {
	readonly guard: GuardId;
	readonly advisories: readonly string[];
	readonly message: string;
}

/** Codes the host has too, so that its app shows them as it shows its own; `guard` tells ours apart. */
const errors = {
	forbidden: createError<GuardExtensions>('FORBIDDEN', ({ message }) => message, 403),
	query: createError<GuardExtensions>('INVALID_QUERY', ({ message }) => message, 400),
	payload: createError<GuardExtensions>('INVALID_PAYLOAD', ({ message }) => message, 400),
} as const;

/** Makes the error a caller is refused with, in the caller's language, and notes in the log that it happened. */
export interface Refuser {
	/** For requests. */
	ofRequest(guard: GuardId, request: GuardedRequest): Promise<Error>;
	/** For writes, of which the host tells who is asking and in which transaction. */
	ofWrite(guard: GuardId, accountability: Accountability | null, knex: Knex): Promise<Error>;
}

/** The language to answer a request in. Where nobody is signed in, or the host has not looked yet, it is the one the browser asks for. */
export async function languageOfRequest({ accountability, headers }: GuardedRequest, database: Knex): Promise<Locale> {
	const user = accountability?.user ?? null;
	if (user !== null) return localeOfUser(user, database);
	const wanted = headers['accept-language'];
	return nearestLocale(typeof wanted === 'string' ? wanted.trim() : null);
}

export function refuser(database: Knex, logger: Logger): Refuser {
	const note = oncePerMinute((guard, times) =>
		logger.warn(
			`CRM Policy: the host guard refused requests (${guard}, ${times === 1 ? 'once' : `${times} times`}). docs/host-guard.md says what it closes.`,
		),
	);
	const refusal = (guard: GuardId, locale: Locale): Error => {
		note(guard);
		const { kind, sentence } = refusalWords[guard];
		return new errors[kind]({ guard, advisories: advisoriesOf(guard), message: say(sentence, locale) });
	};
	return {
		ofRequest: async (guard, request) => {
			return refusal(guard, await languageOfRequest(request, database));
		},
		ofWrite: async (guard, accountability, knex) => {
			const user = accountability?.user ?? null;
			return refusal(guard, user === null ? 'en-US' : await localeOfUser(user, knex));
		},
	};
}
