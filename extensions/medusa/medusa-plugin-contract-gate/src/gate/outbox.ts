import { generateEntityId } from '@medusajs/framework/utils';
import { databaseIn, loggerIn, type Container } from './container';
import { topics, type Topic } from './topics';

/** A message as it is put into the outbox. */
export interface Message {
	/** What happened to what, in which version: the same key is the same message. */
	readonly key: string;
	readonly topic: Topic;
	readonly subject: string;
	readonly payload?: Readonly<Record<string, unknown>>;
	/** For how long it may wait, when Medusa is expected to do something first. */
	readonly delaySeconds?: number;
}

interface Claimed {
	readonly id: string;
	readonly topic: Topic;
	readonly subject: string;
	readonly payload: Readonly<Record<string, unknown>>;
	readonly attempts: number;
}

const table = 'contract_gate_outbox';

/** How many messages a run takes at once, and for how long they are its own. */
const batch = 20;
const claimSeconds = 120;

/** Retries wait for 10 s, 20 s, 40 s … and an hour at the most, for as long as it takes: an order is never given up. */
const longestWaitSeconds = 3600;
export const waitSeconds = (attempts: number): number => Math.min(longestWaitSeconds, 10 * 2 ** Math.min(attempts, 10));

/** Puts messages into the outbox; those that are there already stay as they are. */
export async function enqueue(container: Container, messages: readonly Message[]): Promise<void> {
	if (messages.length === 0) return;
	const rows = messages.map(({ key, topic, subject, payload, delaySeconds }) => ({
		id: generateEntityId(undefined, 'cgout'),
		key,
		topic,
		subject,
		payload: JSON.stringify(payload ?? {}),
		delay: delaySeconds ?? 0,
	}));
	await databaseIn(container).raw(
		`insert into ${table} (id, key, topic, subject, payload, due_at)
		 values ${rows.map(() => "(?, ?, ?, ?, ?::jsonb, now() + ? * interval '1 second')").join(', ')}
		 on conflict (key) where deleted_at is null do nothing`,
		rows.flatMap((row) => [row.id, row.key, row.topic, row.subject, row.payload, row.delay]),
	);
}

/** Takes messages that are due so that no other process takes them meanwhile. */
async function claim(container: Container): Promise<readonly Claimed[]> {
	const { rows } = await databaseIn(container).raw<{ rows: Claimed[] }>(
		`update ${table} set claimed_until = now() + ? * interval '1 second', updated_at = now()
		 where id in (
			select id from ${table}
			where delivered_at is null and deleted_at is null and due_at <= now() and (claimed_until is null or claimed_until < now())
			order by due_at limit ? for update skip locked
		 )
		 returning id, topic, subject, payload, attempts`,
		[claimSeconds, batch],
	);
	return rows;
}

async function settle(container: Container, { id, topic, subject, payload, attempts }: Claimed): Promise<boolean> {
	const database = databaseIn(container);
	try {
		await topics[topic](container, subject, payload);
		await database.raw(
			`update ${table} set delivered_at = now(), claimed_until = null, last_error = null, updated_at = now() where id = ?`,
			[id],
		);
		return true;
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		loggerIn(container).warn(`Contract gate: ${topic} ${subject} could not be told to Directus yet. ${reason}`);
		await database.raw(
			`update ${table} set attempts = attempts + 1, claimed_until = null, due_at = now() + ? * interval '1 second', last_error = ?, updated_at = now()
			 where id = ?`,
			[waitSeconds(attempts), reason.slice(0, 1000), id],
		);
		return false;
	}
}

let running: Promise<void> | undefined;

/** Delivers what is due until nothing is, or until a whole batch fails: then Directus is not there, and later is early enough. */
async function drain(container: Container): Promise<void> {
	for (let claimed = await claim(container); claimed.length > 0; claimed = await claim(container)) {
		const settled = await Promise.all(claimed.map((message) => settle(container, message)));
		if (!settled.includes(true)) return;
	}
}

/** Delivers messages; several calls at once in one process are one. */
export function deliver(container: Container): Promise<void> {
	running ??= drain(container).finally(() => {
		running = undefined;
	});
	return running;
}
