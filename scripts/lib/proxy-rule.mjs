/**
 * The proxy's share in closing a hole of this Directus: a `deep` parameter whose keys name methods every object has ends the whole process.
 * The extension refuses it too, but is not there yet while Directus loads.
 */

const dangerousKeys = [
	...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'toLocaleString', 'hasOwnProperty'],
	...['isPrototypeOf', 'propertyIsEnumerable', '__define', '__lookup'],
];

/**
 * A pattern for a word whose characters may be percent-encoded, because a proxy sees the query string as it was sent.
 * @param {string} word
 * @returns {string}
 */
function inAnyEncoding(word) {
	return [...word].map((character) => `(?:${character}|%${character.charCodeAt(0).toString(16)})`).join('');
}

/**
 * A case-blind pattern over the raw query string: `deep` and one of the keys, in either order.
 * JSON may also write any character as \\uXXXX, so that an escape beside `deep` counts as a dangerous key.
 * @returns {string}
 */
export function dangerousQuery() {
	const keys = [...dangerousKeys.map(inAnyEncoding), `(?:\\\\|%5c)${inAnyEncoding('u')}`].join('|');
	return `^(?=.*${inAnyEncoding('deep')}).*(?:${keys})`;
}
