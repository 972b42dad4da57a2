import { clearanceProcess, type ClearanceRow } from '@crm-policy/rules/clearances/process';
import { judge, type Judgement } from '@crm-policy/rules/clearances/judgement';
import type { AnyProcess } from '@crm-policy/rules/processes';
import type { Work } from '../engine/context.js';
import type { Anchor, Domain } from '../engine/domain.js';
import { groundsFor, keptContent, knownRecords, standingDomain } from './grounds.js';

/**
 * Where decisions about clearances queue. What a customer may order under a standing approval adds up over orders, which have no one
 * record in common.
 */
const clearances: Anchor = { collection: 'crm_anchors', id: 'clearances' };

export async function queueForClearances({ trx }: Work): Promise<readonly Anchor[]> {
	await trx(clearances.collection).insert({ id: clearances.id }).onConflict('id').ignore();
	return [clearances];
}

/** Clearances of shops and the standing approvals they may rest on. */
export const clearanceDomains: readonly Domain[] = [
	{
		process: clearanceProcess as unknown as AnyProcess,
		title: (row) => [row['shop_number'], row['order_reference']].find((part) => typeof part === 'string') ?? String(row['id']),
		anchors: queueForClearances,
		facts: {
			judgement: async ({ work, row, rulebook }): Promise<Judgement> => {
				const { kind, system, order_reference: order } = row as unknown as ClearanceRow;
				const reference = { system, order, shopCustomer: String(row['shop_customer']) };
				const question = { kind, content: keptContent(row), customers: await knownRecords(work, system, reference.shopCustomer) };
				return judge(question, await groundsFor(work, reference, rulebook), rulebook, work.now);
			},
		},
	},
	standingDomain,
];
