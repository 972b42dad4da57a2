import type { ProxyGuardId } from './guard-ids.js';
import { inheritedNames } from './inherited-names.js';

/**
 * The proxy's share: what holds while the guard is not there (while Directus loads, or when somebody has taken the extension away). The proxy knows
 * path, method, query string and whether a request carries anything to sign in with; not who is asking, nor the body.
 */

/** A pattern for a word whose characters may be percent-encoded, because a proxy sees the query string as it was sent. */
const inAnyEncoding = (word: string): string =>
	Array.from(word, (character) => `(?:${character}|%${character.charCodeAt(0).toString(16)})`).join('');

/** Beginnings that several names share. */
const words = [...new Set(inheritedNames.map((name) => /^__(?:define|lookup)/.exec(name)?.[0] ?? name))];

/**
 * A case-blind pattern over the raw query string: `deep` and one of the names, in either order.
 * JSON may also write any character as \\uXXXX, so that an escape beside `deep` counts as a name.
 */
export function dangerousQuery(): string {
	const keys = [...words.map(inAnyEncoding), `(?:\\\\|%5c)${inAnyEncoding('u')}`].join('|');
	return `^(?=.*${inAnyEncoding('deep')}).*(?:${keys})`;
}

/** A request that is closed, as “1 or 0 for without credentials, method, path”; the path as nginx reads it, decoded and with single slashes. */
const closed = (pattern: string): string => `"~*${pattern}" 1;`;

/** What nginx's configuration must contain, by the part of the guard it is. */
export const proxyRules: Readonly<Record<ProxyGuardId, string>> = {
	'deep-query': `"~*${dangerousQuery()}" 1;`,
	'no-upgrades': 'proxy_set_header Connection "";',
	'caller-address': 'proxy_set_header X-Forwarded-For $remote_addr;',
	'hash-utilities': closed(String.raw`^[01] \S+ /utils/hash(?:/|$)`),
	'settings-owner': closed(String.raw`^1 \S+ /settings/owner(?:/|$)`),
	'graphql-sign-in': closed(String.raw`^1 \S+ /graphql/system(?:/|$)`),
	'refused-deletes': closed(String.raw`^1 (?:DELETE /(?:flows|users)|(?:PATCH|DELETE) /shares)(?:/|$)`),
};
