import { localDay } from '@crm-policy/rules/calendar/local-date';
import type { ShopCustomer } from '@crm-policy/rules/clearances/asked';
import { historyContent, sameHistory, type HistoryContent, type ShopHistory } from '@crm-policy/rules/clearances/history';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import Big from 'big.js';
import { decodeRow } from '../engine/codec.js';
import { startWork } from '../engine/command-bus.js';
import type { Host, Work } from '../engine/context.js';
import { firstOf } from '../engine/rows.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { queue } from './asking.js';
import { companyLanguage, customerFor, service } from './shop-customers.js';

async function inTurn<T>(host: Host, doing: (work: Work, rulebook: Rulebook) => Promise<T>): Promise<T> {
	const schema = await host.getSchema();
	return host.database.transaction(async (trx) => {
		const work = await startWork(host, trx, schema);
		await queue(work);
		return doing(work, await rulebookInForce(trx, work.now, 'en-US'));
	});
}

/** Makes a customer of a shop known to the archive, once: the one they are already known as, or a prospect (CUS-11). */
export const introduceCustomer = (host: Host, customer: ShopCustomer): Promise<{ readonly customer: string }> =>
	inTurn(host, async (work, rulebook) => ({ customer: await customerFor(work, customer, rulebook) }));

interface Kept {
	readonly id: string;
	readonly version: number;
	readonly content: HistoryContent;
}

async function latestOf({ trx }: Work, system: string, id: string): Promise<Kept | undefined> {
	const raw = await firstOf(trx('crm_transactions').where({ source_system: system, external_id: id }).orderBy('version', 'desc').first());
	if (raw === undefined) return undefined;
	const row = decodeRow('crm_transactions', raw);
	const amount = row['amount'] as string | number | null;
	return {
		id: String(row['id']),
		version: Number(row['version']),
		content: {
			kind: row['kind'] as HistoryContent['kind'],
			title: String(row['title']),
			amount: amount === null ? null : new Big(amount).toFixed(2),
			currency: row['currency'] as string | null,
			order_number: row['order_number'] as string,
			lines: (row['lines'] ?? []) as HistoryContent['lines'],
		},
	};
}

/**
 * Adds what a shop tells to the customer's history (CUS-11, ORD-03). A version that is there already, an older one, and one that says
 * nothing new add nothing, so that being told again is harmless, in whichever order.
 */
export const recordHistory = (host: Host, told: ShopHistory): Promise<{ readonly transaction: string; readonly added: boolean }> =>
	inTurn(host, async (work, rulebook) => {
		const { customer, entry } = told;
		const content = historyContent(told, await companyLanguage(work));
		const latest = await latestOf(work, customer.system, entry.id);
		if (latest !== undefined && (latest.version >= entry.version || sameHistory(latest.content, content)))
			return { transaction: latest.id, added: false };
		const transaction = await service(work, 'crm_transactions').createOne({
			customer: await customerFor(work, customer, rulebook),
			source_system: customer.system,
			external_id: entry.id,
			version: entry.version,
			occurred_on: localDay(entry.at, rulebook.time_zone),
			...content,
		});
		return { transaction, added: true };
	});
