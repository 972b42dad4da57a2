import Big from 'big.js';
import type { ReviewedContent } from '../process/declaration.js';
import { canonicalJson, digest } from './digest.js';

type Row = Readonly<Record<string, unknown>>;

/** A reviewed record as it is read from the database, with its children and the digests of its files' bytes. */
export interface ContentSource {
	readonly row: Row;
	readonly children: Readonly<Record<string, readonly Row[]>>;
	readonly files: readonly string[];
}

/** The reviewed content in a form that does not depend on the database: what is hashed, shown to reviewers and compared. */
export interface Content {
	readonly fields: Readonly<Record<string, unknown>>;
	readonly children: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
	readonly files: readonly string[];
}

/** How a column's values are written canonically. Decimals lose trailing zeros, because SQLite and PostgreSQL disagree on them. */
export type ValueKind = 'decimal' | 'boolean' | 'date' | 'timestamp' | 'json' | 'plain';
export type KindOf = (collection: string, field: string) => ValueKind;

/** Decimals and days are text or numbers, as the database driver likes. */
const written = (value: unknown): string => String(value);

/** One value in canonical form; what is empty is `null`, whatever the database calls it. */
export function canonicalValue(value: unknown, kind: ValueKind): unknown {
	if (value === null || value === undefined || value === '') return null;
	switch (kind) {
		case 'decimal':
			return new Big(written(value)).toFixed();
		case 'boolean':
			return value === true || value === 1 || value === '1' || value === 'true';
		case 'date':
			return value instanceof Date ? value.toISOString().slice(0, 10) : written(value).slice(0, 10);
		case 'timestamp':
			return new Date(value as string | number | Date).toISOString();
		case 'json':
			return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
		case 'plain':
			return value;
	}
}

const pick = (row: Row, fields: readonly string[], collection: string, kindOf: KindOf): Record<string, unknown> =>
	Object.fromEntries(fields.map((field) => [field, canonicalValue(row[field], kindOf(collection, field))]));

/** The canonical content of a record. Children are compared as a set: the order they are stored or shown in means nothing. */
export function contentOf(collection: string, reviewed: ReviewedContent, source: ContentSource, kindOf: KindOf): Content {
	const children = Object.fromEntries(
		reviewed.children.map((child) => {
			const rows = (source.children[child.collection] ?? []).map((row) => pick(row, child.fields, child.collection, kindOf));
			return [child.collection, rows.sort((a, b) => (digest(a) < digest(b) ? -1 : 1))];
		}),
	);
	return { fields: pick(source.row, reviewed.fields, collection, kindOf), children, files: [...source.files].sort() };
}

/** What of some values is not empty. */
export const filledIn = (values: Row): Row => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

/**
 * The hash an approval is bound to. What is empty is left out, so that a field or a list that a later version of the product adds
 * leaves every approval over a content without it as it was.
 */
export function contentHash({ fields, children, files }: Content): string {
	const lists = Object.entries(children)
		.filter(([, rows]) => rows.length > 0)
		.map(([collection, rows]) => [collection, rows.map(filledIn).sort((a, b) => (digest(a) < digest(b) ? -1 : 1))]);
	return digest({ fields: filledIn(fields), children: Object.fromEntries(lists) as Content['children'], files });
}

export interface Difference {
	/** `field`, or `child_collection.field`, or `child_collection` for a row that was added or removed, or `files`. */
	readonly field: string;
	readonly before: unknown;
	readonly after: unknown;
}

/** Field-by-field difference of two contents; child rows are paired by their order in the canonical form. */
export function differences(before: Content, after: Content): readonly Difference[] {
	const found: Difference[] = [];
	for (const field of new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])) {
		const [old, present] = [before.fields[field] ?? null, after.fields[field] ?? null];
		if (!same(old, present)) found.push({ field, before: old, after: present });
	}
	for (const collection of new Set([...Object.keys(before.children), ...Object.keys(after.children)])) {
		const [old, present] = unshared(before.children[collection] ?? [], after.children[collection] ?? []);
		for (let index = 0; index < Math.max(old.length, present.length); index++) {
			const [left, right] = [old[index], present[index]];
			if (left === undefined || right === undefined) {
				found.push({ field: collection, before: left ?? null, after: right ?? null });
				continue;
			}
			for (const field of new Set([...Object.keys(left), ...Object.keys(right)])) {
				const [was, is] = [left[field] ?? null, right[field] ?? null];
				if (!same(was, is)) found.push({ field: `${collection}.${field}`, before: was, after: is });
			}
		}
	}
	const [removed, added] = unshared(before.files, after.files);
	if (removed.length > 0 || added.length > 0) found.push({ field: 'files', before: removed.length, after: added.length });
	return found;
}

/** JSON values are the same when they are written the same. */
const same = (left: unknown, right: unknown): boolean => left === right || canonicalJson(left) === canonicalJson(right);

/** What each of two lists has that the other has not, counting repetitions. */
function unshared<T>(left: readonly T[], right: readonly T[]): [T[], T[]] {
	const rest = right.map((entry) => ({ entry, key: digest(entry) }));
	const onlyLeft = left.filter((entry) => {
		const match = rest.findIndex((candidate) => candidate.key === digest(entry));
		if (match < 0) return true;
		rest.splice(match, 1);
		return false;
	});
	return [onlyLeft, rest.map((candidate) => candidate.entry)];
}
