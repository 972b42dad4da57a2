import type { Content, Difference } from '@crm-policy/rules/canonical/content';
import { labelled } from '@crm-policy/rules/words/labelled';
import { say, text, type Locale } from '@crm-policy/rules/words/text';
import type { FieldDeclaration } from '@crm-policy/schema/declare';
import { collections } from '@crm-policy/schema/model';
import type { Work } from '../engine/context.js';
import { rowsOf } from '../engine/rows.js';

const words = {
	yes: text('yes', '是'),
	no: text('no', '否'),
	comma: text(', ', '、'),
	files: text('Attached files', '附件'),
	fileCount: text('{count} file(s)', '{count} 个文件'),
} as const;

type Declared = Readonly<
	Record<
		string,
		{
			readonly label: Parameters<typeof say>[0];
			readonly singular: Parameters<typeof say>[0];
			readonly fields: Readonly<Record<string, FieldDeclaration>>;
		}
	>
>;
const declared: Declared = collections;

const fieldOf = (collection: string, field: string): FieldDeclaration | undefined => declared[collection]?.fields[field];

/** Display names of the rows that values of a content refer to: one query per collection referred to. */
async function referredNames(work: Work, references: ReadonlyMap<string, ReadonlySet<string>>): Promise<ReadonlyMap<string, string>> {
	const names = new Map<string, string>();
	for (const [collection, ids] of references) {
		const column = ['title', 'name'].find((field) => fieldOf(collection, field) !== undefined);
		if (column === undefined) continue;
		const rows = await rowsOf<Record<string, string | undefined>>(
			work
				.trx(collection)
				.whereIn('id', [...ids])
				.select('id', column),
		);
		for (const { id, [column]: name } of rows) if (id !== undefined && name !== undefined) names.set(id, name);
	}
	return names;
}

function speakValue(collection: string, field: string, value: unknown, names: ReadonlyMap<string, string>, locale: Locale): string | null {
	if (value === null || value === undefined) return null;
	const known = fieldOf(collection, field);
	if (Array.isArray(value)) {
		if (value.length === 0) return null;
		const spoken = value.flatMap((entry: unknown) => speakValue(collection, field, entry, names, locale) ?? []);
		return spoken.join(say(words.comma, locale));
	}
	if (typeof value === 'boolean') return say(value ? words.yes : words.no, locale);
	const chosen = known?.choices?.find((choice) => choice.value === value);
	if (chosen !== undefined) return say(chosen.label, locale);
	if (typeof value === 'string') return names.get(value) ?? value;
	return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function collectReferences(collection: string, rows: readonly Readonly<Record<string, unknown>>[], into: Map<string, Set<string>>): void {
	for (const row of rows) {
		for (const [field, value] of Object.entries(row)) {
			const relation = fieldOf(collection, field)?.relation;
			if (relation?.kind !== 'm2o' || typeof value !== 'string') continue;
			into.set(relation.to, (into.get(relation.to) ?? new Set()).add(value));
		}
	}
}

const labelOf = (collection: string, field: string, locale: Locale): string => {
	const label = fieldOf(collection, field)?.label;
	return label === undefined ? field : say(label, locale);
};

/** One child row in a line: "Ties, 200 pcs, 12.50". */
const speakRow = (collection: string, row: Readonly<Record<string, unknown>>, names: ReadonlyMap<string, string>, locale: Locale): string =>
	Object.entries(row)
		.flatMap(([field, value]) => {
			if (value === false) return [];
			if (value === true) return [labelOf(collection, field, locale)];
			return speakValue(collection, field, value, names, locale) ?? [];
		})
		.join(', ');

/** One value of a content in words. A cell of a child row says in its field which row it is of: `crm_contract_lines.0.product`. */
export interface DescribedValue {
	readonly field: string;
	readonly label: string;
	readonly value: string;
	/** What the child collection is called; for cells only. */
	readonly group_label?: string;
}

/** What was submitted, as label and value, cell by cell for child rows. What is empty, or not ticked, is left out. */
export async function describeContent(
	work: Work,
	collection: string,
	content: Content,
	locale: Locale,
): Promise<readonly DescribedValue[]> {
	const references = new Map<string, Set<string>>();
	collectReferences(collection, [content.fields], references);
	for (const [child, rows] of Object.entries(content.children)) collectReferences(child, rows, references);
	const names = await referredNames(work, references);
	return [
		...Object.entries(content.fields).flatMap(([field, value]) => {
			const spoken = speakValue(collection, field, value, names, locale);
			return spoken === null ? [] : [{ field, label: labelOf(collection, field, locale), value: spoken }];
		}),
		...Object.entries(content.children).flatMap(([child, rows]) =>
			rows.flatMap((row, index) =>
				Object.entries(row).flatMap(([field, value]) => {
					const spoken = value === false ? null : speakValue(child, field, value, names, locale);
					if (spoken === null) return [];
					return [
						{
							field: `${child}.${String(index)}.${field}`,
							label: labelOf(child, field, locale),
							value: spoken,
							group_label: say(declared[child]?.label ?? text(child, child), locale),
						},
					];
				}),
			),
		),
		...(content.files.length === 0
			? []
			: [{ field: 'files', label: say(words.files, locale), value: say(words.fileCount, locale, { count: content.files.length }) }]),
	];
}

/** Differences in words: label, what was submitted, what it is now. */
export async function describeDifference(
	work: Work,
	collection: string,
	found: readonly Difference[],
	locale: Locale,
): Promise<readonly { field: string; label: string; submitted: string | null; present: string | null }[]> {
	const references = new Map<string, Set<string>>();
	for (const { field, before, after } of found) collectReferences(collection, [{ [field]: before }, { [field]: after }], references);
	const names = await referredNames(work, references);
	return found.map(({ field, before, after }) => {
		if (field === 'files') {
			return {
				field,
				label: say(words.files, locale),
				submitted: say(words.fileCount, locale, { count: Number(before) }),
				present: say(words.fileCount, locale, { count: Number(after) }),
			};
		}
		const [first = field, second] = field.split('.');
		const child = declared[first];
		if (child !== undefined && second === undefined) {
			const row = (value: unknown) => (value === null ? null : speakRow(first, value as Record<string, unknown>, names, locale));
			return { field, label: say(child.singular, locale), submitted: row(before), present: row(after) };
		}
		const [owner, column] = child === undefined ? [collection, field] : [first, second ?? ''];
		return {
			field,
			label:
				child === undefined
					? labelOf(owner, column, locale)
					: labelled(say(child.singular, locale), labelOf(owner, column, locale), locale),
			submitted: speakValue(owner, column, before, names, locale),
			present: speakValue(owner, column, after, names, locale),
		};
	});
}
