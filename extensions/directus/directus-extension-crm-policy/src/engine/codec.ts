import { collections } from '@crm-policy/schema/model';
import type { FieldDeclaration, Fields } from '@crm-policy/schema/declare';
import type { KindOf, ValueKind } from '@crm-policy/rules/canonical/content';

export type Row = Record<string, unknown>;

const fieldsOf = (collection: string): Fields =>
	(collections as Readonly<Record<string, { readonly fields: Fields }>>)[collection]?.fields ?? {};

const fieldOf = (collection: string, field: string): FieldDeclaration | undefined => fieldsOf(collection)[field];

const kinds: Partial<Record<FieldDeclaration['type'], ValueKind>> = {
	decimal: 'decimal',
	boolean: 'boolean',
	date: 'date',
	timestamp: 'timestamp',
	json: 'json',
};

/** How a declared column's values are compared and hashed. */
export const kindOf: KindOf = (collection, field) => kinds[fieldOf(collection, field)?.type ?? 'string'] ?? 'plain';

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/**
 * A calendar day as Directus stores it: midnight in the zone of the process, as a number on SQLite and as a date on PostgreSQL.
 * Its parts are therefore read in that zone, as Directus itself does.
 */
function decodeDay(value: unknown): string {
	if (typeof value === 'string' && !/^\d+$/.test(value)) return value.slice(0, 10);
	const date = value instanceof Date ? value : new Date(Number(value));
	return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

function decodeInstant(value: unknown): string {
	if (value instanceof Date) return value.toISOString();
	if (typeof value === 'number' || /^\d+$/.test(String(value))) return new Date(Number(value)).toISOString();
	return new Date(String(value)).toISOString();
}

function decodeValue(type: FieldDeclaration['type'] | undefined, value: unknown): unknown {
	if (value === null || value === undefined) return null;
	switch (type) {
		case 'boolean':
			return value === true || value === 1 || value === '1';
		case 'json':
			return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
		case 'date':
			return decodeDay(value);
		case 'timestamp':
			return decodeInstant(value);
		case 'integer':
			return Number(value);
		default:
			return value;
	}
}

function encodeValue(type: FieldDeclaration['type'] | undefined, value: unknown): unknown {
	if (value === null || value === undefined) return null;
	switch (type) {
		case 'json':
			return JSON.stringify(value);
		case 'date': {
			const [year = 1970, month = 1, day = 1] = (value as string).slice(0, 10).split('-').map(Number);
			return new Date(year, month - 1, day);
		}
		case 'timestamp':
			return new Date(value as string);
		default:
			return value;
	}
}

/** A row as the rules see it: days and instants as ISO text, JSON as values, booleans as booleans, on every database. */
export function decodeRow(collection: string, raw: Row): Row {
	const fields = fieldsOf(collection);
	return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, decodeValue(fields[name]?.type, value)]));
}

/** A row as the database takes it. */
export function encodeRow(collection: string, row: Readonly<Row>): Row {
	const fields = fieldsOf(collection);
	return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, encodeValue(fields[name]?.type, value)]));
}

/** One value as the database takes it in a condition, where days and instants are neither text nor comparable with text. */
export const encoded = (collection: string, field: string, value: string): string | Date =>
	encodeValue(fieldOf(collection, field)?.type, value) as string | Date;

/** Whether the collection has this column; effects may carry stamps that not every collection has. */
export const hasColumn = (collection: string, field: string): boolean => {
	const declared = fieldOf(collection, field);
	return declared !== undefined && declared.type !== 'alias';
};
