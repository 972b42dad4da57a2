import { say, type Text } from '@crm-policy/rules/words/text';
import type { Change } from '@crm-policy/schema/plan';
import { inAllLanguages } from '../engine/refuse-to-start.js';
import type { Conflict, ConvergeReport } from './converge.js';
import { provisionWords } from './words.js';

export function sayConflict(conflict: Conflict): string {
	const { key } = conflict;
	const properties = conflict.properties.join(', ');
	if (conflict.kind === 'conflict')
		return properties === ''
			? inAllLanguages(provisionWords.conflictDeleted, { key })
			: inAllLanguages(provisionWords.conflict, { key, properties });
	return properties === ''
		? inAllLanguages(provisionWords.retainedInUse, { key, users: conflict.usedBy.join(', ') })
		: inAllLanguages(provisionWords.retainedChanged, { key, properties });
}

/** What was done, in one line. */
export function sayReport({ changed, created, updated, removed, inserted, guards }: ConvergeReport): string {
	return changed
		? inAllLanguages(provisionWords.converged, { created, updated, removed, inserted, guards: guards.length })
		: inAllLanguages(provisionWords.unchanged);
}

const shown = 5;

/** The first few of many names; the others as their number. */
export function someOf(names: readonly string[]): Text | string {
	const first = names.slice(0, shown).join(', ');
	if (names.length <= shown) return first;
	const rest = { names: first, count: names.length - shown };
	return { 'en-US': say(provisionWords.andMore, 'en-US', rest), 'zh-CN': say(provisionWords.andMore, 'zh-CN', rest) };
}

const readable = 40;

/** What a set-up would make: one by one where it is readable, else how many of each kind. */
export function sayCreates(changes: readonly Change[]): readonly string[] {
	const creates = changes.filter(({ kind }) => kind === 'create');
	if (creates.length <= readable) return creates.map(({ key }) => inAllLanguages(provisionWords.checkCreate, { key }));
	const counts = new Map<string, number>();
	for (const { object } of creates) {
		const kind = object.type === 'system' ? object.service : object.type;
		counts.set(kind, (counts.get(kind) ?? 0) + 1);
	}
	return [inAllLanguages(provisionWords.checkCreates, { counts: [...counts].map(([kind, count]) => `${kind} ${count}`).join(', ') })];
}
