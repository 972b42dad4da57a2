import type { Wanted } from './start.js';
import type { DatabaseKind } from './template.js';

/** What a Directus is borrowed by: two wishes that are equal can be met by the same one. */
export interface Wish extends Wanted {
	readonly database: DatabaseKind;
	readonly hostVersion: string;
}

/** A Directus that was lent, and where its database is. */
export interface Loan {
	readonly id: string;
	readonly url: string;
	readonly kind: DatabaseKind;
	/** Name and folder of its database, as `Engine.find` takes them. */
	readonly name: string;
	readonly folder: string;
}

declare module 'vitest' {
	interface ProvidedContext {
		/** The address of the project's lender (`lender.ts`). */
		readonly directusLender: string;
	}
}

async function ask(lender: string, path: string, content: unknown): Promise<unknown> {
	const response = await fetch(new URL(path, lender), { method: 'POST', body: JSON.stringify(content) });
	const text = await response.text();
	if (response.status !== 200) throw new Error(text);
	return JSON.parse(text);
}

/** Borrows a Directus; waits while one is started or made ready. */
export const lend = async (lender: string, wish: Wish): Promise<Loan> => (await ask(lender, '/lend', wish)) as Loan;

/** Gives it back; what becomes of it is the lender's business. */
export const giveBack = async (lender: string, { id }: Loan): Promise<void> => {
	await ask(lender, '/give-back', { id });
};
