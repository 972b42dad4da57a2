import { nearestLocale, say } from '@crm-policy/rules/words/text';
import type { Effect, Recipient } from '@crm-policy/rules/process/effect';
import type { Knex } from 'knex';
import type { Host, Work } from './context.js';
import { loadPeople } from './people.js';
import { firstOf, rowsOf } from './rows.js';

type Notify = Extract<Effect, { kind: 'notify' }>;

/** How many messages one run takes, and how long it may hold them before another run may try. */
const batch = 50;
const claimMinutes = 5;
const mostAttempts = 8;

async function addressees(trx: Knex, to: readonly Recipient[]): Promise<readonly string[]> {
	const named = to.flatMap((recipient) => ('user' in recipient ? [recipient.user] : []));
	const byRole = to.filter((recipient): recipient is Extract<Recipient, { role: string }> => 'role' in recipient);
	if (byRole.length === 0) return [...new Set(named)];
	const people = await loadPeople(trx);
	const holders = people.filter(
		(person) =>
			person.active &&
			byRole.some(
				({ role, department }) =>
					(person.roles as readonly string[]).includes(role) &&
					(department === null || department === undefined || person.department === department),
			),
	);
	return [...new Set([...named, ...holders.map((person) => person.id)])];
}

/** Puts a message into the outbox, once for each person, in that person's language. */
export async function enqueue(work: Work, message: Notify, about: { readonly collection: string; readonly item: string }): Promise<void> {
	const recipients = (await addressees(work.trx, message.to)).filter((id) => id !== message.except);
	if (recipients.length === 0) return;
	const users = await rowsOf<{
		id: string;
		language: string | null;
	}>(work.trx('directus_users').whereIn('id', recipients).where({ status: 'active' }).select('id', 'language'));
	const settings = await firstOf<{ default_language: string | null }>(work.trx('directus_settings').select('default_language').first());
	if (users.length === 0) return;
	await work.trx('crm_outbox').insert(
		users.map((user) => {
			const locale = nearestLocale(user.language ?? settings?.default_language);
			return {
				id: work.newId(),
				kind: 'notification',
				recipient: user.id,
				subject: say(message.subject, locale, message.values),
				body: say(message.body, locale, message.values),
				collection: about.collection,
				item: about.item,
				due_at: work.now,
				attempts: 0,
				created_at: work.now,
			};
		}),
	);
}

interface OutboxRow {
	readonly id: string;
	readonly recipient: string;
	readonly subject: string;
	readonly body: string;
	readonly collection: string;
	readonly item: string;
	readonly attempts: number;
}

/**
 * Sends what waits in the outbox as Directus notifications; Directus mails them to those who want mail. A message is claimed by
 * an update before it is sent, so that several instances never send it twice; a failure is noted and tried again later.
 */
export async function flushOutbox(host: Host, now: Date = new Date()): Promise<number> {
	const { database } = host;
	const instant = now.toISOString();
	const waiting = await rowsOf<OutboxRow>(
		database('crm_outbox')
			.whereNull('sent_at')
			.where('due_at', '<=', instant)
			.where('attempts', '<', mostAttempts)
			.where((open) => {
				open.whereNull('claimed_until').orWhere('claimed_until', '<', instant);
			})
			.orderBy('created_at')
			.limit(batch),
	);
	if (waiting.length === 0) return 0;
	const schema = await host.getSchema();
	let sent = 0;
	for (const message of waiting) {
		const claimed = await database('crm_outbox')
			.where({ id: message.id, attempts: message.attempts })
			.whereNull('sent_at')
			.update({ claimed_until: new Date(now.getTime() + claimMinutes * 60_000).toISOString(), attempts: message.attempts + 1 });
		if (claimed !== 1) continue;
		try {
			await new host.services.NotificationsService({ knex: database, schema, accountability: null }).createOne({
				recipient: message.recipient,
				subject: message.subject,
				message: message.body,
				collection: message.collection,
				item: message.item,
			});
			await database('crm_outbox').where({ id: message.id }).update({ sent_at: instant, claimed_until: null, last_error: null });
			sent += 1;
		} catch (error) {
			const reason = error instanceof Error ? error.name : 'unknown';
			host.logger.warn(`CRM Policy: a message could not be delivered and will be tried again (${reason}).`);
			await database('crm_outbox')
				.where({ id: message.id })
				.update({
					due_at: new Date(now.getTime() + 60_000 * 2 ** message.attempts).toISOString(),
					claimed_until: null,
					last_error: reason,
				});
		}
	}
	return sent;
}
