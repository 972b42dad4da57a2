import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostInstallation } from '../../scripts/lib/host-installations.mjs';
import type { Body } from './client.js';
import type { Loan, Wish } from './lending.js';
import { startSomewhere, type Started } from './start.js';
import { restoreFromTemplate } from './template.js';

/**
 * What a running Directus, or the extension in it, remembers of the database. Where a test changed one of these, its Directus is not lent again: putting
 * the rows back would not make it forget.
 */
const remembered = [
	'directus_settings',
	'directus_extensions',
	'directus_flows',
	'directus_operations',
	'directus_roles',
	'directus_policies',
	'directus_access',
	'directus_permissions',
	'directus_collections',
	'directus_fields',
	'directus_relations',
	'crm_rulebooks',
];

/** One that nobody borrows for this long is stopped, for the sake of memory (milliseconds). */
const patience = 90_000;

interface Instance extends Started {
	readonly id: string;
	readonly wish: string;
	/** What it remembers, as it was when it was started. */
	readonly memory: string;
	idle?: NodeJS.Timeout;
}

async function memoryOf({ directus }: Started): Promise<string> {
	const hash = createHash('sha256');
	for (const table of remembered) {
		const rows: unknown[] = await directus.database(table);
		hash.update(JSON.stringify([table, rows.map((row) => JSON.stringify(row)).sort()]));
	}
	return hash.digest('hex');
}

/** Puts database and files back, and has Directus forget what it knows of permissions. Whether it is then as new. */
async function makeReady({ directus, place }: Started): Promise<boolean> {
	await restoreFromTemplate(place);
	const admin = await directus.login('admin@example.com');
	const cleared = await admin.request('POST', '/utils/cache/clear?system');
	const health = await admin.request<Body<{ ok: boolean }>>('GET', '/crm/health');
	return cleared.status === 204 && health.status === 200 && health.body.data.ok;
}

/** Lends Directus to test files, one at a time each, and puts it back in order in between. A start costs seconds of a core, that a fraction of one. */
export class Lender {
	readonly #lent = new Map<string, Instance>();
	readonly #free: Instance[] = [];
	/** Being put in order. */
	readonly #returning = new Map<Promise<void>, string>();
	#count = 0;

	async lend(wish: Wish): Promise<Loan> {
		const key = JSON.stringify(wish);
		let instance = this.#take(key);
		for (const [returning, of] of this.#returning) {
			if (instance !== undefined) break;
			if (of !== key) continue;
			await returning;
			instance = this.#take(key);
		}
		instance ??= await this.#start(wish, key);
		clearTimeout(instance.idle);
		this.#lent.set(instance.id, instance);
		const { id, directus, place } = instance;
		return { id, url: directus.url, kind: place.kind, name: place.name, folder: place.folder };
	}

	giveBack(id: string): void {
		const instance = this.#lent.get(id);
		if (instance === undefined) throw new Error(`Nobody has borrowed ${id}.`);
		this.#lent.delete(id);
		const returning = this.#putBack(instance).finally(() => this.#returning.delete(returning));
		this.#returning.set(returning, instance.wish);
	}

	/** Stops all of them. */
	async close(): Promise<void> {
		await Promise.all(this.#returning.keys());
		const all = [...this.#lent.values(), ...this.#free.splice(0)];
		for (const { idle } of all) clearTimeout(idle);
		await Promise.all(all.map(({ directus }) => directus.stop()));
	}

	#take(key: string): Instance | undefined {
		const index = this.#free.findIndex(({ wish }) => wish === key);
		return index === -1 ? undefined : this.#free.splice(index, 1)[0];
	}

	async #start({ hostVersion, ...wanted }: Wish, wish: string): Promise<Instance> {
		const started = await startSomewhere({ ...wanted, host: hostInstallation(hostVersion), because: 'it is lent to tests' });
		return { ...started, id: String((this.#count += 1)), wish, memory: await memoryOf(started) };
	}

	async #putBack(instance: Instance): Promise<void> {
		const asBefore = instance.directus.isRunning() && (await memoryOf(instance)) === instance.memory;
		if (!asBefore || !(await makeReady(instance).catch(() => false))) {
			await instance.directus.stop();
			return;
		}
		instance.idle = setTimeout(() => {
			const index = this.#free.indexOf(instance);
			if (index === -1) return;
			this.#free.splice(index, 1);
			void instance.directus.stop();
		}, patience);
		this.#free.push(instance);
	}
}

async function contentOf(request: IncomingMessage): Promise<unknown> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

/** Serves a lender to the processes that run test files. */
export async function serveLender(): Promise<{ readonly address: string; readonly close: () => Promise<void> }> {
	const lender = new Lender();
	const answer = async (request: IncomingMessage): Promise<unknown> => {
		const content = await contentOf(request);
		if (request.url === '/lend') return lender.lend(content as Wish);
		lender.giveBack((content as Loan).id);
		return {};
	};
	const server = createServer((request, response) => {
		answer(request).then(
			(content) => response.end(JSON.stringify(content)),
			(error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
		);
	});
	// A start may wait for a template that is made first.
	server.requestTimeout = 0;
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: async () => {
			server.close();
			await lender.close();
		},
	};
}
