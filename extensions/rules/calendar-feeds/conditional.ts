/** What a client says it has. */
export interface Condition {
	readonly ifNoneMatch: string | undefined;
	readonly ifModifiedSince: string | undefined;
}

/** What there is now. */
export interface Validators {
	/** With its quotes. */
	readonly etag: string;
	/** ISO 8601 instant in UTC. */
	readonly changedAt: string;
}

const opaque = (etag: string): string => etag.trim().replace(/^W\//, '');

/** The tags of a list; a comma inside quotes separates nothing. */
const tagsIn = (header: string): readonly string[] => header.match(/(?:W\/)?"[^"]*"|[^\s,"]+/g) ?? [];

/**
 * Whether the client has the present state (RFC 9110, 13.1). `If-None-Match` decides alone where it is sent, is compared weakly, and may
 * be a list or `*`.
 */
export function isUnchanged({ ifNoneMatch, ifModifiedSince }: Condition, { etag, changedAt }: Validators): boolean {
	if (ifNoneMatch !== undefined) {
		return ifNoneMatch.trim() === '*' || tagsIn(ifNoneMatch).some((known) => opaque(known) === opaque(etag));
	}
	if (ifModifiedSince === undefined) return false;
	const since = Date.parse(ifModifiedSince);
	// The header knows seconds only.
	return !Number.isNaN(since) && Math.floor(Date.parse(changedAt) / 1000) * 1000 <= since;
}
