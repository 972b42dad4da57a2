import { sha256Hex } from '@crm-policy/rules/canonical/digest';

/**
 * A UUID that is the same on every machine and in every run: the first half of a hash of its natural key, marked as a
 * name-based identifier (version 8, RFC 9562). What we provision is found again by it.
 */
export function stableId(...naturalKey: readonly string[]): string {
	const hash = sha256Hex(`crm-policy/${naturalKey.join('/')}`);
	const variant = ((Number.parseInt(hash.charAt(16), 16) & 0x3) | 0x8).toString(16);
	return [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `${variant}${hash.slice(17, 20)}`, hash.slice(20, 32)].join('-');
}
