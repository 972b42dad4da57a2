import type { Locale, Text } from '@crm-policy/rules/words/text';
import type { SeedRow } from '@crm-policy/schema/model-type';
import { stableId } from '../stable-id.js';
import { departments } from './departments.js';

export const departmentId = (key: string): string => stableId('department', key);

/** A department as a row, in the language of the company. Its name and duties are the company's from then on. */
export const departmentRow = (
	{ key, name, duties }: { readonly key: string; readonly name: Text; readonly duties: Text },
	language: Locale,
): SeedRow => ({
	collection: 'crm_departments',
	key: { id: departmentId(key) },
	values: { key, name: name[language], duties: duties[language], active: true },
	mode: 'create-only',
});

export const departmentRows = (language: Locale): readonly SeedRow[] =>
	departments.map((department) => departmentRow(department, language));
