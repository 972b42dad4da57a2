import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';

export interface LockOptions {
	/** How long a holder that no longer renews keeps the lock, in milliseconds. */
	readonly expiry: number;
	/** How long to wait between two attempts to get it. */
	readonly pause: number;
	/** How long to wait altogether before giving up. */
	readonly patience: number;
}

const usual: LockOptions = { expiry: 30_000, pause: 250, patience: 300_000 };

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function claim(knex: Knex, name: string, holder: string, expiry: number): Promise<boolean> {
	const now = Date.now();
	const taken = await knex('crm_locks')
		.where({ name })
		.andWhere('until', '<', now)
		.update({ holder, until: now + expiry });
	if (taken === 1) return true;
	await knex('crm_locks')
		.insert({ name, holder, until: now + expiry })
		.onConflict('name')
		.ignore();
	const row = await knex<{ name: string; holder: string }>('crm_locks').where({ name }).first('holder');
	return row?.holder === holder;
}

async function renew(knex: Knex, name: string, holder: string, expiry: number): Promise<void> {
	await knex('crm_locks')
		.where({ name, holder })
		.update({ until: Date.now() + expiry });
}

/**
 * Runs the work while holding a named lock of the database; of several instances one at a time does. A holder renews it while it
 * works and loses it when it dies. Throws when the lock cannot be had in time, and when it was lost to another before the end.
 */
export async function withLock<T>(knex: Knex, name: string, work: () => Promise<T>, options: Partial<LockOptions> = {}): Promise<T> {
	const { expiry, pause, patience } = { ...usual, ...options };
	const holder = randomUUID();
	const giveUp = Date.now() + patience;
	while (!(await claim(knex, name, holder, expiry))) {
		if (Date.now() > giveUp)
			throw new Error(`Another instance has held the lock "${name}" for more than ${Math.round(patience / 1000)} seconds.`);
		await sleep(pause);
	}
	const release = (): Promise<number> => Promise.resolve(knex('crm_locks').where({ name, holder }).delete());
	const taken = new Error(`The lock "${name}" was taken over by another instance.`);
	let failure: Error | undefined;
	const renewal = setInterval(() => {
		renew(knex, name, holder, expiry).catch((error: unknown) => {
			failure = error instanceof Error ? error : new Error(String(error));
		});
	}, expiry / 3);
	let result: T;
	try {
		result = await work();
	} catch (error) {
		await release();
		throw error;
	} finally {
		clearInterval(renewal);
	}
	// Whoever held it to the end still has it to give back.
	if ((await release()) !== 1) throw failure ?? taken;
	return result;
}
