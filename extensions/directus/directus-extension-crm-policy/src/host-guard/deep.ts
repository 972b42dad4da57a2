import { z } from 'zod';
import { isInherited } from './inherited-names.js';

/**
 * The `deep` parameter, looked at before the host reads it. Two things in it end the whole process, for anybody who may send a request: a
 * key that every object has (see `inherited-names.ts`), and, below the first level, a parameter the host cannot read, because it does not
 * wait for what goes wrong there.
 */

/** Relations are followed ten levels by default; nobody writes a query this deep by hand, and the host walks it without a limit. */
const deepestNesting = 64;

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A value as the host will see it: text is JSON. Undefined when it is not. */
function readJson(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return undefined;
	}
}

const names = z.union([z.string(), z.array(z.string())]);
const tree = z.preprocess(readJson, z.custom(isTree));
/** What is empty the host passes over. */
const orEmpty = (model: z.ZodType): z.ZodType => z.union([z.literal(['', 0, false, null]), model]).optional();

/** The parameters of a query inside `deep` over which the host fails when they are something else. */
const parametersModel = z.looseObject({
	_fields: orEmpty(names),
	_sort: orEmpty(names),
	_groupBy: orEmpty(names),
	_meta: orEmpty(names),
	_filter: orEmpty(tree),
	_aggregate: orEmpty(tree),
	_deep: orEmpty(tree),
});

/** Whether a `deep` parameter would end the host, at any level of it, or of a `_deep` inside it. */
export function isDangerousDeep(value: unknown): boolean {
	const waiting: { readonly level: unknown; readonly depth: number }[] = [{ level: readJson(value), depth: 0 }];
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		const { level, depth } = next;
		if (!isTree(level)) continue;
		if (depth > deepestNesting || (!Array.isArray(level) && !parametersModel.safeParse(level).success)) return true;
		for (const [key, inner] of Object.entries(level)) {
			if (isInherited(key)) return true;
			waiting.push({ level: key === '_deep' ? readJson(inner) : inner, depth: depth + 1 });
		}
	}
	return false;
}

/** Whether a JSON body holds a dangerous `deep` anywhere: queries stand in bodies of SEARCH, of batches, of exports and of Flows. */
export function holdsDangerousDeep(body: unknown): boolean {
	const waiting: unknown[] = [body];
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		if (!isTree(next)) continue;
		for (const [key, inner] of Object.entries(next)) {
			if ((key === 'deep' || key === '_deep') && isDangerousDeep(inner)) return true;
			if (isTree(inner)) waiting.push(inner);
		}
	}
	return false;
}

/** Whether the bytes of a JSON body may hold the word `deep` at all; JSON may write its letters as \u00xx. */
export const mayHoldDeep = (bytes: Buffer): boolean => bytes.includes('deep') || bytes.includes('\\u00');

/**
 * Whether what nobody waited for came from the host's reading of a query. Some of what makes it fail depends on the database and cannot be
 * told from the request.
 */
export const isFailedQueryReading = (reason: unknown): boolean =>
	reason instanceof Error && /[\\/]sanitize-query\.js/.test(reason.stack ?? '');
