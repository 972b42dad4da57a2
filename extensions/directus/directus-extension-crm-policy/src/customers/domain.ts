import { localDay } from '@crm-policy/rules/calendar/local-date';
import { customerProcess } from '@crm-policy/rules/customers/process';
import type { AnyProcess } from '@crm-policy/rules/processes';
import { decodeRow } from '../engine/codec.js';
import type { Domain } from '../engine/domain.js';
import { onlyRowOf, rowsOf } from '../engine/rows.js';

/** The customer archive: where the facts its rules ask for come from. */
export const customerDomains: readonly Domain[] = [
	{
		process: customerProcess as unknown as AnyProcess,
		title: (row) => String(row['name']),
		facts: {
			consents: async ({ work, row, rulebook }) => {
				const today = localDay(work.now, rulebook.time_zone);
				const rows = await rowsOf(
					work
						.trx('crm_consents')
						.where({ customer: String(row['id']) })
						.select('id', 'scope', 'withdrawn_on'),
				);
				return rows
					.map((raw) => decodeRow('crm_consents', raw) as { id: string; scope: string; withdrawn_on: string | null })
					.filter((consent) => consent.withdrawn_on === null || consent.withdrawn_on > today);
			},
			openContracts: async ({ work, row }) => {
				const found = await onlyRowOf<{ contracts: number | string }>(
					work
						.trx('crm_contracts')
						.where({ customer: String(row['id']) })
						.whereIn('status', ['in_review', 'approved', 'effective'])
						.count({ contracts: '*' })
						.first(),
				);
				return Number(found.contracts);
			},
			contacts: async ({ work, row }) =>
				await rowsOf(
					work
						.trx('crm_contacts')
						.where({ customer: String(row['id']) })
						.select('id'),
				),
		},
	},
];
