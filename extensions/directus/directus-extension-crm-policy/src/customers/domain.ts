import { localDay } from '@crm-policy/rules/calendar/local-date';
import { customerProcess } from '@crm-policy/rules/customers/process';
import type { AnyProcess } from '@crm-policy/rules/processes';
import { decodeRow, type Row } from '../engine/codec.js';
import type { Domain } from '../engine/domain.js';

/** The customer archive: where the facts its rules ask for come from. */
export const customerDomains: readonly Domain[] = [
	{
		process: customerProcess as unknown as AnyProcess,
		title: (row) => String(row['name']),
		facts: {
			consents: async ({ work, row, rulebook }) => {
				const today = localDay(work.now, rulebook.time_zone);
				const rows = (await work
					.trx('crm_consents')
					.where({ customer: String(row['id']) })
					.select('id', 'scope', 'withdrawn_on')) as Row[];
				return rows
					.map((raw) => decodeRow('crm_consents', raw) as { id: string; scope: string; withdrawn_on: string | null })
					.filter((consent) => consent.withdrawn_on === null || consent.withdrawn_on > today);
			},
			openContracts: async ({ work, row }) => {
				const found = (await work
					.trx('crm_contracts')
					.where({ customer: String(row['id']) })
					.whereIn('status', ['in_review', 'approved', 'effective'])
					.count({ contracts: '*' })
					.first()) as { contracts: number | string };
				return Number(found.contracts);
			},
			contacts: async ({ work, row }) =>
				(await work
					.trx('crm_contacts')
					.where({ customer: String(row['id']) })
					.select('id')) as Row[],
		},
	},
];
