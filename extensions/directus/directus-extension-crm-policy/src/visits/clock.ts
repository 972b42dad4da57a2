import { reportOwed } from '@crm-policy/rules/visits/visit';
import type { Domains } from '../engine/command-bus.js';
import type { Host } from '../engine/context.js';
import { rowsOf } from '../engine/rows.js';
import { attempt } from '../engine/system-command.js';

/** How many visits one run looks at, the most pressing first; what is left waits a minute. */
const batch = 500;

/** What time does to visits: reminders of reports that are owed (VIS-03). Safe on several instances: each step is a command. */
export async function runVisitClock(host: Host, domains: Domains, now: Date = new Date()): Promise<{ readonly reminded: number }> {
	const due = await rowsOf<{ id: string }>(
		host
			.database('crm_visits')
			.whereIn('status', [...reportOwed])
			.where('next_reminder_at', '<=', now)
			.orderBy([{ column: 'next_reminder_at' }, { column: 'id' }])
			.limit(batch)
			.select('id'),
	);
	let reminded = 0;
	for (const { id } of due) if (await attempt(host, domains, 'crm_visits', id, 'remind')) reminded += 1;
	return { reminded };
}
