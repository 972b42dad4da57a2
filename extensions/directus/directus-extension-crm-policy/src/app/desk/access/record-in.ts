/** A record as somebody names it: its id, or the address of its page, which names the collection too. */
export interface NamedRecord {
	readonly collection: string | null;
	readonly id: string;
}

const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** Reads the record out of what was typed or pasted; nothing where there is none in it. */
export function recordIn(typed: string): NamedRecord | null {
	const found = id.exec(typed)?.[0];
	if (found === undefined) return null;
	return { collection: /\/content\/(crm_[a-z_]+)\//.exec(typed)?.[1] ?? null, id: found.toLowerCase() };
}
