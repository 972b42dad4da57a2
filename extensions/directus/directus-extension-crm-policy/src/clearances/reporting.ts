import type { Asked } from '@crm-policy/rules/clearances/asked';
import type { BreachReason, ClearanceState } from '@crm-policy/rules/clearances/process';
import type { Host } from '../engine/context.js';
import { firstOf } from '../engine/rows.js';
import { answer, entered, issueAsSystem } from './asking.js';

/** How a shop calls an order it has placed. */
export interface Placed {
	readonly order: string;
	readonly number: string | null;
}

export interface Recorded {
	readonly outcome: 'committed' | 'breach';
	readonly clearance: string;
}

const isRefusal = (error: unknown): boolean =>
	typeof error === 'object' && error !== null && 'code' in error && error.code === 'POLICY_VIOLATION';

const over = (status: ClearanceState): boolean => status === 'breach' || status === 'settled';

/**
 * A shop reports an order it has placed. One that was cleared is recorded and its contract signed (REV-03, ORD-02); one that was not is
 * a breach. Told again, nothing happens again.
 */
export async function recordOrder(host: Host, asked: Asked, placed: Placed): Promise<Recorded> {
	const { clearance } = await answer(host, asked, false);
	if (clearance === null || clearance.status === 'requested') return recordBreach(host, asked, 'not_cleared', null, placed);
	if (over(clearance.status)) return { outcome: 'breach', clearance: clearance.id };
	// One clearance is for one order; a second one with the same content was never cleared.
	if (clearance.shop_order !== null && clearance.shop_order !== placed.order)
		return recordBreach(host, asked, 'not_cleared', `${clearance.shop_order}, ${placed.order}`, placed);
	if (clearance.status === 'granted')
		await issueAsSystem(host, clearance.id, 'commit', { shop_order: placed.order, shop_number: placed.number });
	return (await signed(host, clearance.id, placed))
		? { outcome: 'committed', clearance: clearance.id }
		: recordBreach(host, asked, 'contract_changed', null, placed);
}

/** Signs the contract an order rests on; whether there was nothing to sign or it could be signed. */
async function signed(host: Host, clearance: string, placed: Placed): Promise<boolean> {
	const row = await firstOf<{ contract: string; status: string }>(
		host
			.database('crm_clearances as clearance')
			.join('crm_contracts as contract', 'contract.id', 'clearance.contract')
			.where('clearance.id', clearance)
			.select('contract.id as contract', 'contract.status')
			.first(),
	);
	if (row === undefined || ['effective', 'closed', 'terminated'].includes(row.status)) return true;
	try {
		await issueAsSystem(host, row.contract, 'sign', { signed_for_customer: placed.number ?? placed.order }, 'crm_contracts');
		return true;
	} catch (error) {
		if (isRefusal(error)) return false;
		throw error;
	}
}

/** Puts on record that a shop did what no review covers, and tells those who answer for it. */
export async function recordBreach(
	host: Host,
	asked: Asked,
	reason: BreachReason,
	detail: string | null,
	placed: Placed | null,
): Promise<Recorded> {
	const { id, status } = await entered(host, asked);
	if (!over(status)) {
		await issueAsSystem(host, id, 'report_breach', {
			reason,
			detail,
			shop_order: placed?.order ?? null,
			shop_number: placed?.number ?? null,
		});
	}
	return { outcome: 'breach', clearance: id };
}
