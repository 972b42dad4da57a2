import { contentHash, contentOf } from '@crm-policy/rules/canonical/content';
import { chain, genesis, type LedgerEntry } from '@crm-policy/rules/ledger/chain';
import { governedDigest } from '@crm-policy/rules/ledger/governed-digest';
import { rulebookProcess } from '@crm-policy/rules/rulebooks/process';
import { text, type Locale } from '@crm-policy/rules/words/text';
import type { SeedRow } from '@crm-policy/schema/model-type';
import { kindOf } from '../kind-of.js';
import { stableId } from '../stable-id.js';
import { companyCalendarMoved } from '../working-time/rows.js';
import content from './default.json' with { type: 'json' };
import { defaultRulebookFrom } from './index.js';

const title = text('Rules for customer relations and contracts', '客户关系与合同管理制度');
const interpretedBy = text('Management group', '管理小组');
const training = text('Explained to every department before it applied.', '施行前已向各部门宣贯培训。');

export const firstRulebookId = stableId('rulebook', '1');

/** The first version of the rulebook, in force when the product is set up. It was adopted outside, so no approval belongs to it here. */
export const firstRulebook = (language: Locale) => ({
	id: firstRulebookId,
	status: 'published',
	revision: 0,
	number: null,
	version: 1,
	rulebook_version: null,
	title: title[language],
	interpreted_by: interpretedBy[language],
	effective_from: defaultRulebookFrom,
	training: training[language],
	content,
	published_at: `${defaultRulebookFrom}T00:00:00.000Z`,
	ledger: 1,
});

/**
 * The first entry of the ledger: from it on, a rulebook or working calendar whose state or content was changed by any hand but a command is found out.
 * @param now when the product is set up, ISO 8601 in UTC
 */
export function foundingEntry(language: Locale, now: string): LedgerEntry {
	const row = firstRulebook(language);
	const { reviewed } = rulebookProcess;
	if (reviewed === undefined) throw new Error('The rulebook process declares no reviewed content.');
	return chain(genesis, {
		seq: 1,
		at: now,
		actor: null,
		collection: 'crm_rulebooks',
		item: row.id,
		command: 'establish',
		from: 'draft',
		to: row.status,
		revision: row.revision,
		rulebook_version: row.version,
		content_hash: contentHash(contentOf('crm_rulebooks', reviewed, { row, children: {}, files: [] }, kindOf)),
		moved: [
			{ collection: 'crm_rulebooks', item: row.id, digest: governedDigest(rulebookProcess, row, kindOf) },
			companyCalendarMoved(language),
		],
	});
}

/** A ledger entry as a row. */
export const ledgerRow = (entry: LedgerEntry): SeedRow => ({
	collection: 'crm_ledger',
	key: { id: stableId('ledger', String(entry.seq)) },
	values: { ...entry },
	mode: 'create-only',
});

export function rulebookRows(language: Locale, now: string): readonly SeedRow[] {
	const { id, ...values } = firstRulebook(language);
	return [{ collection: 'crm_rulebooks', key: { id }, values, mode: 'create-only' }, ledgerRow(foundingEntry(language, now))];
}
