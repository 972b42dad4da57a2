import type { InitHandler, RegisterFunctions } from '@directus/types';
import { parseRefusal } from '@crm-policy/schema/guards/refusal-message';
import { nearestLocale, type Locale } from '@crm-policy/rules/words/text';
import { policyViolation } from '../engine/refusals.js';
import type { Host } from '../engine/context.js';
import { firstOf } from '../engine/rows.js';
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

/** Turns what a database guard raises into the same refusal the hooks give (ring five, said like ring three). */
export function registerDatabaseRefusals(register: Pick<RegisterFunctions, 'filter' | 'action' | 'init'>, host: Host): void {
	const language = rememberLanguage(register, host);
	register.filter('database.error', (error) => {
		const refused = error instanceof Error ? parseRefusal(error.message) : null;
		if (refused === null) return error;
		const { collection } = refused;
		const field = refused.field ?? 'status';
		const process = editableProcess(collection) ?? governedChild(collection)?.parent;
		const violation =
			process !== undefined && refused.rule === 'not-editable'
				? notEditableViolation(collection, field, process, null, [])
				: process !== undefined && refused.rule === 'not-deletable'
					? notDeletableViolation(process)
					: governedFieldViolation(collection, field, process);
		// The host does not say who is asking here, so the project's own language is used.
		return policyViolation({ collection, id: null, command: null }, [violation], language());
	});
}
