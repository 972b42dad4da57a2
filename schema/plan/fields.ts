import type { FieldDeclaration } from '../declare.js';
import type { SystemObject } from '../model-type.js';
import type { FieldObject } from './objects.js';
import { fieldNames, translate, translateWithin } from './words.js';

/** Properties of a field that are columns of its table; the others are its meta row. */
export const columnProperties = ['type', 'nullable', 'default', 'maxLength', 'precision', 'scale'] as const;

/** One field as Directus has it, and the translations of what it says. */
export function fieldObject(
	collection: string,
	name: string,
	field: FieldDeclaration,
	position: number,
): { readonly object: FieldObject; readonly rows: readonly SystemObject[] } {
	const rows: SystemObject[] = [];
	const said = (kind: string, value: unknown): unknown => {
		const translated = translateWithin([kind, collection, name], value);
		rows.push(...translated.rows);
		return translated.value;
	};
	const choices = field.choices?.map((choice) => {
		const label = translate(['choice', collection, name, choice.value], choice.label);
		rows.push(...label.rows);
		return { text: label.reference, value: choice.value, color: choice.color ?? null };
	});
	const note = field.note === undefined ? null : said('note', field.note);
	const options = {
		...(said('option', field.options ?? {}) as object),
		...(choices === undefined ? {} : { choices: choices.map(({ text, value }) => ({ text, value })) }),
	};
	const displayOptions = {
		...(choices === undefined
			? {}
			: {
					choices: choices.map(({ text, value, color }) => ({
						text,
						value,
						foreground: color ?? 'var(--theme--foreground)',
						background: 'var(--theme--background-normal)',
					})),
				}),
		...(said('display', field.displayOptions ?? {}) as object),
	};
	const column = field.type !== 'alias';
	const primary = column && name === 'id';
	return {
		object: {
			type: 'field',
			key: `field:${collection}.${name}`,
			collection,
			field: name,
			properties: {
				type: field.type,
				...(column ? { nullable: !(field.required || primary), default: field.default ?? null } : {}),
				...(field.type === 'string' ? { maxLength: field.maxLength ?? 255 } : {}),
				...(field.type === 'decimal' ? { precision: field.precision ?? 18, scale: field.scale ?? 2 } : {}),
				interface: field.interface ?? null,
				special: field.special ?? null,
				options,
				display: field.display ?? null,
				display_options: displayOptions,
				width: field.width ?? 'half',
				hidden: field.hidden ?? false,
				readonly: field.readonly ?? false,
				// The host fills in the primary key itself.
				required: column && field.required && !primary,
				note,
				group: field.group ?? null,
				sort: position,
				translations: fieldNames(field.label),
			},
		},
		rows,
	};
}
