import { cycleOf, formatNumber } from '@crm-policy/rules/numbering/pattern';
import type { Numbered } from '@crm-policy/rules/process/effect';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import type { Work } from './context.js';
import { onlyRowOf } from './rows.js';

/**
 * The next number of a sequence: unique, and without gaps because the counter moves in the command's own transaction.
 * The counter row is locked by its update, so that parallel writers queue here.
 */
export async function nextNumber({ trx, now }: Work, rulebook: Rulebook, { sequence, parts }: Numbered): Promise<string> {
	const name = sequence;
	const pattern = rulebook.numbering[name];
	const cycle = cycleOf(pattern, now, rulebook.time_zone);
	await trx('crm_sequences').insert({ name, cycle, last: 0 }).onConflict(['name', 'cycle']).ignore();
	await trx('crm_sequences').where({ name, cycle }).increment('last', 1);
	const row = await onlyRowOf<{ last: number | string }>(trx('crm_sequences').where({ name, cycle }).select('last').first());
	return formatNumber(pattern, now, rulebook.time_zone, Number(row.last), parts);
}
