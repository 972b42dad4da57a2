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
	const taken = await knex('crm_locks').where({ name }).andWhere('until', '<', now).update({ holder, until: now + expiry });
	if (taken === 1) return true;
	await knex('crm_locks').insert({ name, holder, until: now + expiry }).onConflict('name').ignore();
	const row: { holder: string } | undefined = await knex('crm_locks').select('holder').where({ name }).first();
	return row?.holder === holder;
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
		if (Date.now() > giveUp) throw new Error(`Another instance has held the lock "${name}" for more than ${Math.round(patience / 1000)} seconds.`);
		await sleep(pause);
	}
	let lost: unknown = null;
	const renewal = setInterval(() => {
		knex('crm_locks')
			.where({ name, holder })
			.update({ until: Date.now() + expiry })
			.then(
				(renewed) => {
					if (renewed !== 1) lost = new Error(`The lock "${name}" was taken over by another instance.`);
				},
				(error: unknown) => {
					lost = error;
				},
			);
	}, expiry / 3);
	try {
		const result = await work();
		if (lost !== null) throw lost;
		return result;
	} finally {
		clearInterval(renewal);
		await knex('crm_locks').where({ name, holder }).delete();
	}
}
