import { beforeAll, inject } from 'vitest';
import { requestsTo, signIn } from './client.js';
import { demoPassword } from './environment.js';
import { hostUnderTest } from './host.js';
import { lend, giveBack, type Loan } from './lending.js';
import { databaseUnderTest, startDirectus, type Directus, type OwnDirectus, type StartOptions, type Wanted } from './start.js';
import { engines } from './template.js';

export type { Answer, Body, Client, ReportedError } from './client.js';
export {
	databaseUnderTest,
	expectRefusedStart,
	startDirectus,
	type Directus,
	type OwnDirectus,
	type Refusal,
	type RestartOptions,
	type StartOptions,
	type Wanted,
} from './start.js';

async function borrowed({ id, url, kind, name, folder }: Loan): Promise<{ directus: Directus; close: () => Promise<void> }> {
	const store = await engines[kind].find(name, folder);
	if (store === undefined) throw new Error(`The database of the Directus that was lent (${id}) is not there.`);
	const database = store.connect();
	const request = requestsTo(() => url);
	return {
		directus: { url, kind, database, request, login: (email, password = demoPassword) => signIn(request, email, password) },
		close: () => database.destroy(),
	};
}

/**
 * A Directus for the tests of the file or block this is called in, lent to them before the first and given back after the last. Nobody else has
 * it meanwhile, its database is as the template was, and others get it afterwards: so it cannot be restarted, and has no log. Tests that need
 * more start one of their own (`startDirectus`). What is returned answers once the tests run.
 */
export function useDirectus(wanted: Wanted = {}): Directus {
	let lent: Directus | undefined;
	beforeAll(async () => {
		const lender = inject('directusLender');
		const loan = await lend(lender, { database: databaseUnderTest(), ...wanted, hostVersion: hostUnderTest().version });
		const { directus, close } = await borrowed(loan);
		lent = directus;
		return async () => {
			await close();
			await giveBack(lender, loan);
		};
	});
	return later(() => lent, 'The Directus of these tests has not started yet.');
}

/** A Directus of their own for the tests of the file or block this is called in: started before the first of them, stopped after the last. */
export function useOwnDirectus(options: StartOptions): OwnDirectus {
	let started: OwnDirectus | undefined;
	beforeAll(async () => {
		started = await startDirectus(options);
		return () => started?.stop();
	});
	return later(() => started, 'The Directus of these tests has not started yet.');
}

/** Stands for something that a hook makes before the first test. */
export const later = <T extends object>(made: () => T | undefined, tooEarly: string): T =>
	new Proxy({} as T, {
		get(_target, name) {
			const object = made();
			if (object === undefined) throw new Error(tooEarly);
			const value: unknown = Reflect.get(object, name, object);
			// Methods of a class need their object; what an object itself holds (a database, say) is a value like any other.
			return typeof value === 'function' && !Object.hasOwn(object, name)
				? (value as (...args: readonly unknown[]) => unknown).bind(object)
				: value;
		},
	});
