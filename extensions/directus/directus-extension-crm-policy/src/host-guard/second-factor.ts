import type { Accountability } from '@directus/types';
import type { Knex } from 'knex';
import { firstOf } from '../engine/rows.js';

/** For how long somebody known to have a second factor is not looked at again, also when another instance took it away. */
const keptFor = 60_000;

/**
 * Who must have a second factor and has none. The host asks for it in its app only, and overlooks policies that come by inheritance.
 * Costs nothing while no policy asks for it.
 */
export class SecondFactors {
	private asked = false;
	private readonly settled = new Map<string, number>();

	constructor(private readonly database: Knex) {}

	/** Something about people has changed. */
	forget(): void {
		this.settled.clear();
	}

	/** Reads whether any policy asks for a second factor. */
	async refresh(): Promise<void> {
		this.forget();
		this.asked = (await firstOf(this.database('directus_policies').where({ enforce_tfa: true }).select('id').first())) !== undefined;
	}

	readonly has = ({ user, roles }: Accountability): boolean | Promise<boolean> => {
		if (!this.asked || user === null) return true;
		return (this.settled.get(user) ?? 0) > Date.now() ? true : this.look(user, roles);
	};

	private async look(user: string, roles: readonly string[]): Promise<boolean> {
		const { database } = this;
		const lacking = await firstOf(
			database('directus_users')
				.where({ id: user })
				.whereNull('tfa_secret')
				.whereExists(
					database('directus_access')
						.join('directus_policies', 'directus_policies.id', 'directus_access.policy')
						.where('directus_policies.enforce_tfa', true)
						.where((held) => {
							held.where('directus_access.user', user).orWhereIn('directus_access.role', [...roles]);
						})
						.select(database.raw('1')),
				)
				.select('id')
				.first(),
		);
		if (lacking === undefined) this.settled.set(user, Date.now() + keptFor);
		return lacking === undefined;
	}
}
