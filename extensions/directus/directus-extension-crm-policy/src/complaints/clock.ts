import type { Domains } from '../engine/command-bus.js';
import type { Host } from '../engine/context.js';
import { loadPeople } from '../engine/people.js';
import { rowsOf } from '../engine/rows.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { issueAll } from '../engine/system-command.js';
import { batch, complaintsToRegister, complaintsToRemindOf, overdueActions, underWay } from './pressing.js';

/**
 * What time and staff changes do to complaints, corrective actions and hotlines: reminders of a registration and before and after a time limit, cases whose
 * owner or leader is gone passed on, overdue actions, published lists that end. Safe on several instances: each step is a command.
 */
export async function runServiceClock(
	host: Host,
	domains: Domains,
	now: Date = new Date(),
): Promise<{ readonly reminded: number; readonly handedOver: number; readonly expired: number }> {
	const { database } = host;
	const { time_zone, complaints } = await rulebookInForce(database, now.toISOString(), 'en-US');
	const waiting =
		complaints.registration === null ? [] : await complaintsToRegister(database, now, complaints.registration.remind_every_hours);
	const due = await complaintsToRemindOf(database, now);
	const reachable = (await loadPeople(database)).filter(({ active, roles }) => active && roles.length > 0).map(({ id }) => id);
	const ownerless = await rowsOf<{ id: string }>(
		database('crm_complaints')
			.whereIn('status', [...underWay, 'closed'])
			.where((gone) => {
				gone.whereNull('owner').orWhereNotIn('owner', reachable).orWhereNull('leader').orWhereNotIn('leader', reachable);
			})
			.orderBy('id')
			.limit(batch)
			.select('id'),
	);
	const overdue = await overdueActions(database, now, time_zone);
	const lists = await rowsOf<{ id: string }>(database('crm_hotlines').where({ status: 'published' }).limit(batch).select('id'));
	const expired = await issueAll(host, domains, 'crm_hotlines', 'expire', lists);
	return {
		reminded:
			(await issueAll(host, domains, 'crm_complaints', 'remind', due)) +
			(await issueAll(host, domains, 'crm_complaints', 'remind_to_register', waiting)) +
			(await issueAll(host, domains, 'crm_corrective_actions', 'remind', overdue)) +
			(await issueAll(host, domains, 'crm_hotlines', 'remind', lists)),
		handedOver: await issueAll(host, domains, 'crm_complaints', 'hand_over', ownerless),
		expired,
	};
}
