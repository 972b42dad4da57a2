import { readRulebook, type RulebookContent, type RulebookProblem } from './rulebook.js';

export interface CompletedRulebook {
	readonly rulebook: RulebookContent;
	/** What the rulebook itself says nothing about, as JSON Pointers (RFC 6901): `/visits`, `/numbering/access_request`. */
	readonly added: readonly string[];
}

/**
 * Reads a published rulebook that may have been written before the product asked for everything it asks for now. Such a version is
 * never rewritten (POL-03); where it is silent, what a new company begins with applies until a version that speaks is published.
 * Only what is missing is added, never inside a list and never what may be left out, so nothing the company has decided changes.
 * @param beginning the rulebook a new company begins with
 */
export function completeRulebook(
	content: unknown,
	beginning: RulebookContent,
): ({ readonly ok: true } & CompletedRulebook) | { readonly ok: false; readonly problems: readonly RulebookProblem[] } {
	const completed: unknown = structuredClone(content);
	const added: string[] = [];
	for (;;) {
		const read = readRulebook(completed);
		if (read.ok) return { ok: true, rulebook: read.rulebook, added };
		const missing = read.problems
			.flatMap(({ pointer }) => whatIsMissing(pointer, completed, added))
			.filter((pointer) => !added.includes(pointer));
		const filled = [...new Set(missing)].filter((pointer) => fill(completed, beginning, pointer));
		if (filled.length === 0) return read;
		added.push(...filled);
	}
}

/** What a problem comes from: a part that is not there, or a route that only an added part names. */
function whatIsMissing(pointer: string, content: unknown, added: readonly string[]): readonly string[] {
	const value = valueAt(content, pointer);
	if (value === undefined) return [pointer];
	const isAdded = added.some((part) => pointer === part || pointer.startsWith(`${part}/`));
	return isAdded && typeof value === 'string' ? [`/approvals/routes/${value}`] : [];
}

function fill(content: unknown, beginning: RulebookContent, pointer: string): boolean {
	const value = valueAt(beginning, pointer);
	const keys = keysOf(pointer);
	const holder = valueAt(content, pointer.slice(0, pointer.lastIndexOf('/')));
	const key = keys.at(-1);
	if (value === undefined || key === undefined || !isRecord(holder) || Object.hasOwn(holder, key)) return false;
	holder[key] = structuredClone(value);
	return true;
}

/** The value a JSON Pointer leads to through records alone; undefined where it leads nowhere or through a list. */
function valueAt(content: unknown, pointer: string): unknown {
	return keysOf(pointer).reduce<unknown>(
		(inside, key) => (isRecord(inside) && Object.hasOwn(inside, key) ? inside[key] : undefined),
		content,
	);
}

const keysOf = (pointer: string): readonly string[] =>
	pointer
		.split('/')
		.slice(1)
		.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
