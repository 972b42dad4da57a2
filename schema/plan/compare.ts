import { canonicalJson } from './canonical.js';
import type { DeclaredObject } from './objects.js';

/** Column types a database may give back for one that was asked for; a UUID is text to SQLite, a decimal a number. */
const alike: readonly (readonly string[])[] = [
	['uuid', 'string', 'char'],
	['decimal', 'float', 'integer'],
	['timestamp', 'dateTime'],
	['json', 'text'],
	['boolean', 'integer'],
];

/** Flags Directus adds by itself, depending on the database. */
const hostFlags = ['cast-timestamp', 'cast-datetime'];

/** Nothing, an empty text, list or object are one and the same: the host stores either. */
function withoutEmptiness(value: unknown): unknown {
	if (value === undefined || value === '') return null;
	if (value instanceof Date) return value.toISOString();
	if (Array.isArray(value)) return value.length === 0 ? null : value.map(withoutEmptiness);
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value).flatMap(([name, inner]) => {
			const normal = withoutEmptiness(inner);
			return normal === null ? [] : [[name, normal] as const];
		});
		return entries.length === 0 ? null : Object.fromEntries(entries);
	}
	return value;
}

function normal(property: string, value: unknown): unknown {
	if (property === 'special' && Array.isArray(value)) return withoutEmptiness(value.filter((flag: string) => !hostFlags.includes(flag)));
	return withoutEmptiness(value);
}

/** Numbers and booleans come back from some databases as text or digits. */
function scalar(value: unknown): unknown {
	if (value === true) return 1;
	if (value === false) return 0;
	if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
	return value;
}

/** Whether a property has the same content on both sides, whatever the database made of its form. */
export function sameProperty(type: DeclaredObject['type'], property: string, live: unknown, declared: unknown): boolean {
	const [a, b] = [normal(property, live), normal(property, declared)];
	if (type === 'field' && property === 'type')
		return a === b || alike.some((family) => family.includes(String(a)) && family.includes(String(b)));
	// SQLite keeps neither length nor precision of some types.
	if (type === 'field' && ['precision', 'scale', 'maxLength'].includes(property) && a === null) return true;
	if (canonicalJson(a) === canonicalJson(b)) return true;
	return canonicalJson(scalar(a)) === canonicalJson(scalar(b));
}

export const isEmpty = (value: unknown): boolean => withoutEmptiness(value) === null || value === false;
