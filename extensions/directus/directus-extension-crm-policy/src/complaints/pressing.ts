import { localDay } from '@crm-policy/rules/calendar/local-date';
import type { Knex } from 'knex';
import { encoded } from '../engine/codec.js';
import { rowsOf } from '../engine/rows.js';

/** How many records one run of the clock looks at, the most pressing first; what is left waits a minute. */
export const batch = 500;

/** States in which somebody answers for a complaint by a time. */
export const underWay = ['registered', 'investigating', 'resolving', 'replied'] as const;

type Ids = Promise<readonly { readonly id: string }[]>;

/** Complaints somebody is to be reminded of by now: of a time limit (SLA-01), or of the follow-up (CMP-16). */
export const complaintsToRemindOf = (database: Knex, now: Date): Ids =>
	rowsOf(
		database('crm_complaints')
			.whereIn('status', [...underWay, 'closed'])
			.where('next_reminder_at', '<=', encoded('crm_complaints', 'next_reminder_at', now.toISOString()))
			.orderBy([{ column: 'next_reminder_at' }, { column: 'id' }])
			.limit(batch)
			.select('id'),
	);

/** Complaints that were made so many hours ago, or are to be spoken of again, and still wait for their number (CMP-02). */
export const complaintsToRegister = (database: Knex, now: Date, hours: number): Ids =>
	rowsOf(
		database('crm_complaints')
			.where({ status: 'received' })
			.where((pressing) => {
				pressing.where('next_reminder_at', '<=', encoded('crm_complaints', 'next_reminder_at', now.toISOString())).orWhere((first) => {
					const since = new Date(now.getTime() - hours * 3_600_000).toISOString();
					first.whereNull('next_reminder_at').where('date_created', '<=', encoded('crm_complaints', 'date_created', since));
				});
			})
			.orderBy([{ column: 'date_created' }, { column: 'id' }])
			.limit(batch)
			.select('id'),
	);

/** Actions that should have been carried out before today, and of which nobody was told so yet (CAP-05). */
export const overdueActions = (database: Knex, now: Date, timeZone: string): Ids =>
	rowsOf(
		database('crm_corrective_actions')
			.where({ status: 'open' })
			.whereNull('executed_at')
			.whereNull('overdue_reminded_at')
			.where('due_on', '<', encoded('crm_corrective_actions', 'due_on', localDay(now.toISOString(), timeZone)))
			.orderBy([{ column: 'due_on' }, { column: 'id' }])
			.limit(batch)
			.select('id'),
	);
