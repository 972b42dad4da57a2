import type { Client, Directus } from '../harness/directus.js';

/** Everybody of the demo company who has, or should have, something to say about a contract. */
export const personas = [
	'sales',
	'sales.second',
	'sales.manager',
	'production',
	'technology',
	'quality',
	'warehouse',
	'gm',
	'finance',
	'auditor',
	'newcomer',
	'admin',
] as const;
export type Persona = (typeof personas)[number];

/** Who holds the roles that approval tasks and execution notices are addressed to. */
const holders: Readonly<Record<string, Persona>> = {
	salesperson: 'sales',
	'business-head': 'sales.manager',
	'production-manager': 'production',
	'technology-manager': 'technology',
	'quality-manager': 'quality',
	'warehouse-keeper': 'warehouse',
	'general-manager': 'gm',
	'finance-officer': 'finance',
};

/** The personas, signed in. */
export class Crowd {
	private constructor(private readonly clients: ReadonlyMap<Persona, Client>) {}

	static async gather(directus: Directus): Promise<Crowd> {
		return new Crowd(new Map(await Promise.all(personas.map(async (who) => [who, await directus.login(`${who}@example.com`)] as const))));
	}

	client(who: Persona): Client {
		const client = this.clients.get(who);
		if (client === undefined) throw new Error(`${who} has not signed in.`);
		return client;
	}

	userOf(who: Persona): string {
		return this.client(who).user;
	}

	/** The persona with this id in `directus_users`; the general manager stands for people who are none. */
	withId(user: string | null): Persona {
		return personas.find((who) => this.userOf(who) === user) ?? 'gm';
	}

	/** Who is asked by a row that names a person or, without one, a role. */
	addressee({ assignee, role }: { readonly assignee?: string | null; readonly role: string | null }): Persona {
		return typeof assignee === 'string' ? this.withId(assignee) : (holders[role ?? ''] ?? 'gm');
	}
}
