import type { Person } from '@crm-policy/rules/organisation/people';
import { nearestLocale, say } from '@crm-policy/rules/words/text';
import type { Effect, Recipient } from '@crm-policy/rules/process/effect';
import type { Knex } from 'knex';
import type { Host, Work } from './context.js';
import { onlyRowOf, rowsOf } from './rows.js';

type Notify = Extract<Effect, { kind: 'notify' }>;

/** How many messages one run takes or one statement writes, and how long it may hold them before another run may try. */
const batch = 50;
const claimMinutes = 5;
const mostAttempts = 8;

/** For how long a message may be overdue before somebody should look; retries of a passing failure are done by then. */
export const patienceMinutes = 30;

/** How many messages should have been sent long ago, among them those that are not tried any more. */
export async function countStuck(database: Knex, now: Date): Promise<number> {
	const longAgo = new Date(now.getTime() - patienceMinutes * 60_000).toISOString();
	const row = await onlyRowOf<{ stuck: number | string }>(
		database('crm_outbox')
			.whereNull('sent_at')
			.where('created_at', '<', longAgo)
			.where((overdue) => {
				overdue.where('due_at', '<', longAgo).orWhere('attempts', '>', 0);
			})
			.count({ stuck: '*' })
			.first(),
	);
	return Number(row.stuck);
}

/** Who a message goes to: the people named, and the active holders of the roles named. */
function addressees(people: readonly Person[], to: readonly Recipient[]): ReadonlySet<string> {
	return new Set(
		to.flatMap((recipient): readonly string[] => {
			if ('user' in recipient) return [recipient.user];
			const { role, department = null } = recipient;
			return people
				.filter(
					(person) =>
						person.active &&
						(person.roles as readonly string[]).includes(role) &&
						(department === null || person.department === department),
				)
				.map((person) => person.id);
		}),
	);
}

/**
 * Puts messages into the outbox, each once for each person, in that person's language. A fixed number of statements, however many
 * messages a command has.
 */
export async function enqueue(
	work: Work,
	messages: readonly Notify[],
	about: { readonly collection: string; readonly item: string },
): Promise<void> {
	if (messages.length === 0) return;
	const people = messages.some(({ to }) => to.some((recipient) => 'role' in recipient)) ? await work.people() : [];
	const sendings = messages.map((message) => ({
		message,
		to: new Set([...addressees(people, message.to)].filter((id) => id !== message.except)),
	}));
	const recipients = [...new Set(sendings.flatMap(({ to }) => [...to]))];
	if (recipients.length === 0) return;
	const users = await rowsOf<{ id: string; language: string | null; default_language: string | null }>(
		work
			.trx('directus_users')
			.whereIn('id', recipients)
			.where({ status: 'active' })
			.select('id', 'language', work.trx('directus_settings').select('default_language').limit(1).as('default_language')),
	);
	const rows = sendings.flatMap(({ message, to }) =>
		users
			.filter(({ id }) => to.has(id))
			.map(({ id, language, default_language }) => {
				const locale = nearestLocale(language ?? default_language);
				return {
					id: work.newId(),
					kind: 'notification',
					recipient: id,
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
	for (let from = 0; from < rows.length; from += batch) await work.trx('crm_outbox').insert(rows.slice(from, from + batch));
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
