import type { MergeFacts, MergeRow } from '@crm-policy/rules/customer-merges/merge';
import { customerMergeProcess } from '@crm-policy/rules/customer-merges/process';
import type { AnyProcess } from '@crm-policy/rules/processes';
import { decodeRow } from '../engine/codec.js';
import type { FactRequest, Work } from '../engine/context.js';
import type { Anchor, Domain } from '../engine/domain.js';
import { firstOf } from '../engine/rows.js';
import { movedBy, referencesOf, type TitleOf } from './references.js';

const rowOf = ({ row }: FactRequest): MergeRow => row as unknown as MergeRow;

async function customer({ work }: FactRequest, id: string | null): Promise<MergeFacts['survivor']> {
	if (id === null) return null;
	const raw = await firstOf(work.trx('crm_customers').where({ id }).first());
	return raw === undefined ? null : (decodeRow('crm_customers', raw) as unknown as NonNullable<MergeFacts['survivor']>);
}

/** Both records, always in the same order, so that two merges of the same pair in opposite directions queue instead of waiting for each other. */
async function bothCustomers({ trx }: Work, id: string): Promise<readonly Anchor[]> {
	const found = await firstOf<Pick<MergeRow, 'survivor' | 'duplicate'>>(
		trx('crm_customer_merges').where({ id }).select('survivor', 'duplicate').first(),
	);
	const ids = [found?.survivor, found?.duplicate].filter((customer) => typeof customer === 'string');
	return [...new Set(ids)].sort().map((customer) => ({ collection: 'crm_customers', id: customer }));
}

/** Merges: the two records, and everything that names the duplicate or followed the survivor. */
export const customerMergeDomains = (titleOf: TitleOf): readonly Domain[] => [
	{
		process: customerMergeProcess as unknown as AnyProcess,
		title: (row) => `#${String(row['id']).slice(0, 8)}`,
		anchors: bothCustomers,
		facts: {
			survivor: (request) => customer(request, rowOf(request).survivor),
			duplicate: (request) => customer(request, rowOf(request).duplicate),
			references: async (request): Promise<MergeFacts['references']> => {
				const { duplicate } = rowOf(request);
				return duplicate === null ? [] : referencesOf(request.work.trx, duplicate, titleOf);
			},
			moved: async (request): Promise<MergeFacts['moved']> => {
				const { id, survivor } = rowOf(request);
				return survivor === null ? [] : movedBy(request.work.trx, id, survivor);
			},
		},
	},
];
