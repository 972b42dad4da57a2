import { createHash, createHmac, randomBytes } from 'node:crypto';

/** 256 random bits: nobody finds a calendar by trying. */
const secretBytes = 32;

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** A new secret with what is kept of it. It is told once, to the person who makes the feed. */
export function newSecret(): { readonly secret: string; readonly hash: string } {
	const secret = randomBytes(secretBytes).toString('base64url');
	return { secret, hash: hashOf(secret) };
}

/** What identities of busy times are made with, of one feed. */
export const newBusyKey = (): string => randomBytes(secretBytes).toString('hex');

/** Identity of a busy time: always the same in one feed, and another in every other, so that feeds cannot be compared by it. */
export const busyUid = (busyKey: string, visit: string): string => createHmac('sha256', busyKey).update(visit).digest('hex').slice(0, 40);
