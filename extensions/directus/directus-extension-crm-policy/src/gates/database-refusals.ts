import type { InitHandler, RegisterFunctions } from '@directus/types';
import { parseRefusal } from '@crm-policy/schema/guards/refusal-message';
import { nearestLocale, type Locale } from '@crm-policy/rules/words/text';
import { localeOfUser } from '../engine/caller.js';
import { policyViolation } from '../engine/refusals.js';
import type { Host } from '../engine/context.js';
import { firstOf } from '../engine/rows.js';
import type { GuardedRequest, Next } from '../host-guard/request.js';
import { editableProcess, governedChild } from './governed.js';
import { governedFieldViolation, notDeletableViolation, notEditableViolation } from './refuse.js';

/**
 * The project's own language, read when the server starts and when the settings change. A database error is translated inside the
 * transaction that caused it; asking the database there would wait for that very transaction on SQLite, which has one connection.
 */
function rememberLanguage({ action, init }: Pick<RegisterFunctions, 'action' | 'init'>, { database, logger }: Host): () => Locale {
	let language: Locale = 'en-US';
	const read = async (): Promise<void> => {
		const settings = await firstOf<{ default_language: string | null }>(database('directus_settings').select('default_language').first());
		language = nearestLocale(settings?.default_language);
	};
	// Directus waits for what this returns and logs what it throws, though the type does not say so.
	init('app.after', read as InitHandler);
	action('settings.update', () => void read().catch((error: unknown) => logger.error(error)));
	return () => language;
}

/** What a database guard has raised, said as the hooks would have said it; nothing where it was no guard of ours. */
function spokenRefusal(error: unknown, locale: Locale): Error | null {
	const refused = error instanceof Error ? parseRefusal(error.message) : null;
	if (refused === null) return null;
	const { collection } = refused;
	const field = refused.field ?? 'status';
	const process = editableProcess(collection) ?? governedChild(collection)?.parent;
	const violation =
		process !== undefined && refused.rule === 'not-editable'
			? notEditableViolation(collection, field, process, null, [])
			: process !== undefined && refused.rule === 'not-deletable'
				? notDeletableViolation(process)
				: governedFieldViolation(collection, field, process);
	return policyViolation({ collection, id: null, command: null }, [violation], locale);
}

/** Express tells a handler of errors from others by its four parameters. */
type ErrorHandler = (error: unknown, request: GuardedRequest, response: unknown, next: Next) => void;

/** Turns what a database guard raises into the same refusal the hooks give (ring five, said like ring three). */
export function registerDatabaseRefusals(register: Pick<RegisterFunctions, 'filter' | 'action' | 'init'>, host: Host): void {
	const language = rememberLanguage(register, host);
	// The host does not say who is asking here, so the project's own language is used.
	register.filter('database.error', (error) => spokenRefusal(error, language()) ?? error);
	// The host passes what a delete raises on as it is: a command was faster than the delete, after the gate had let it pass.
	const speak: ErrorHandler = (error, { accountability }, _response, next) => {
		if (spokenRefusal(error, language()) === null) {
			next(error);
			return;
		}
		const user = accountability?.user ?? null;
		const asked = user === null ? Promise.resolve(language()) : localeOfUser(user, host.database);
		asked.then((locale) => next(spokenRefusal(error, locale)), next);
	};
	register.init('routes.custom.after', ({ app }) => {
		(app as { use(handler: ErrorHandler): void }).use(speak);
	});
}
