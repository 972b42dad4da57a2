import { createHmac, timingSafeEqual } from 'node:crypto';

const form = /^sha256=([0-9a-f]{64})$/i;

/** The signature a header carries; null when it carries none. */
export function signatureIn(header: unknown): Buffer | null {
	const [, hex] = typeof header === 'string' ? (form.exec(header.trim()) ?? []) : [];
	return hex === undefined ? null : Buffer.from(hex, 'hex');
}

/** Whether whoever signed these bytes knows the key (HMAC-SHA-256). The key itself never travels. */
export const isSigned = (bytes: Uint8Array, signature: Buffer, key: string): boolean =>
	timingSafeEqual(createHmac('sha256', key).update(bytes).digest(), signature);
