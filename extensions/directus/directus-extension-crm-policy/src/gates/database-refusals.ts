import type { RegisterFunctions } from '@directus/types';
import { parseRefusal } from '@crm-policy/schema/guards/refusal-message';
import { nearestLocale } from '@crm-policy/rules/words/text';
import { policyViolation } from '../engine/refusals.js';
import type { Host } from '../engine/context.js';
import { editableProcess, governedChild } from './governed.js';
import { governedFieldViolation, notDeletableViolation, notEditableViolation } from './refuse.js';

/** Turns what a database guard raises into the same refusal the hooks give (ring five, said like ring three). */
export function registerDatabaseRefusals({ filter }: Pick<RegisterFunctions, 'filter'>, { database }: Host): void {
	filter('database.error', async (error) => {
		const refused = error instanceof Error ? parseRefusal(error.message) : null;
		if (refused === null) return error;
		const { collection } = refused;
		const field = refused.field ?? 'status';
		const process = editableProcess(collection) ?? governedChild(collection)?.parent;
		const settings = (await database('directus_settings').select('default_language').first()) as { default_language: string | null } | undefined;
		const violation =
			process !== undefined && refused.rule === 'not-editable'
				? notEditableViolation(collection, field, process, '–', [])
				: process !== undefined && refused.rule === 'not-deletable'
					? notDeletableViolation(process)
					: governedFieldViolation(collection, field, process);
		// The host does not say who is asking here, so the project's own language is used.
		return policyViolation({ collection, id: null, command: null }, [violation], nearestLocale(settings?.default_language));
	});
}
