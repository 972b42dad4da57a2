import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';

/** The canonical JSON text of a value (RFC 8785): the same value gives the same text on every machine and database. */
export function canonicalJson(value: unknown): string {
	const canonical = canonicalize(value);
	if (canonical === undefined) throw new TypeError('Only values that exist in JSON have a canonical form.');
	return canonical;
}

/** SHA-256 of a text in UTF-8, as lower-case hexadecimal. */
export const sha256Hex = (content: string): string => bytesToHex(sha256(utf8ToBytes(content)));

/** SHA-256 of the canonical JSON of a value. */
export const digest = (value: unknown): string => sha256Hex(canonicalJson(value));
