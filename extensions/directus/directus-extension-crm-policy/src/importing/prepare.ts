import { readCell } from '@crm-policy/rules/importing/cells';
import { importWords as words } from '@crm-policy/rules/importing/words';
import { labelled } from '@crm-policy/rules/words/labelled';
import { say, type Locale } from '@crm-policy/rules/words/text';
import { inUse } from '../customers/merged.js';
import { findLike } from '../duplicates/search.js';
import { identityOf } from '../duplicates/filing.js';
import { visibleAmong } from '../duplicates/route.js';
import type { Caller, Work } from '../engine/context.js';
import { rowsOf } from '../engine/rows.js';
import type { Plan } from './plan.js';
import type { ImportField, ImportTarget } from './targets.js';

/** What is to be done with a row. */
export type Intention =
	| { readonly kind: 'create'; readonly payload: Readonly<Record<string, unknown>> }
	| { readonly kind: 'update'; readonly id: string; readonly payload: Readonly<Record<string, unknown>> }
	| { readonly kind: 'skip'; readonly id: string | null; readonly messages: readonly string[] }
	| { readonly kind: 'error'; readonly messages: readonly string[] };

interface Existing {
	readonly id: string;
	readonly name: string;
}

/** Records a row is like: those its importer may see, and whether there are others. */
interface Found {
	readonly seen: readonly Existing[];
	readonly hidden: boolean;
}

const nobody: Found = { seen: [], hidden: false };

/** Customers found by what is written in a file; bounded, so that a long file does not fill the memory. */
const remembered = 5000;

/** Reads rows by a plan: what they say, which customers they name and what they are like. One of these serves one run. */
export class Preparation {
	readonly #customers = new Map<string, readonly string[]>();
	readonly #earlier = new Map<string, number>();

	constructor(
		private readonly target: ImportTarget,
		private readonly offered: readonly ImportField[],
		private readonly plan: Plan,
		private readonly caller: Caller,
		/** A trial takes every row back, so it must remember what earlier rows of the file would have made. */
		private readonly isTrial: boolean,
	) {}

	get #locale(): Locale {
		return this.caller.locale;
	}

	async intention(work: Work, line: number, cells: readonly string[]): Promise<Intention> {
		const { payload, problems } = await this.#read(work, cells);
		if (problems.length > 0) return { kind: 'error', messages: problems };
		const earlier = this.isTrial ? this.#earlierLine(payload, line) : null;
		if (earlier !== null && this.plan.duplicates === 'skip')
			return { kind: 'skip', id: null, messages: [say(words.earlierLine, this.#locale, { line: earlier })] };
		const { seen, hidden } = await this.#existing(work, payload);
		return this.#decide(payload, seen, hidden);
	}

	#decide(payload: Readonly<Record<string, unknown>>, seen: readonly Existing[], hidden: boolean): Intention {
		const names = seen.map(({ name }) => name).join(', ');
		const [only, ...more] = seen;
		switch (this.plan.duplicates) {
			case 'new': {
				const reason =
					this.target.collection === 'crm_customers' && (seen.length > 0 || hidden) ? { duplicate_reason: this.plan.reason } : {};
				return { kind: 'create', payload: { ...payload, ...reason } };
			}
			case 'skip':
				if (only !== undefined) return { kind: 'skip', id: only.id, messages: [say(words.alreadyThere, this.#locale, { names })] };
				if (hidden) return { kind: 'skip', id: null, messages: [say(words.alreadyHidden, this.#locale)] };
				return { kind: 'create', payload };
			case 'update':
				if (more.length > 0) return { kind: 'error', messages: [say(words.severalAlike, this.#locale, { names })] };
				if (only === undefined)
					return hidden ? { kind: 'error', messages: [say(words.alreadyHidden, this.#locale)] } : { kind: 'create', payload };
				return { kind: 'update', id: only.id, payload: this.#changeable(payload) };
		}
	}

	#changeable(payload: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
		const settled = new Set(this.offered.filter(({ setOnce }) => setOnce).map(({ key }) => key));
		return Object.fromEntries(Object.entries(payload).filter(([key]) => !settled.has(key)));
	}

	async #read(work: Work, cells: readonly string[]): Promise<{ payload: Record<string, unknown>; problems: string[] }> {
		const payload: Record<string, unknown> = {};
		const problems: string[] = [];
		for (const field of this.offered) {
			const from = this.plan.fields[field.key];
			if (from === undefined) continue;
			const note = (sentence: string): number => problems.push(labelled(say(field.label, this.#locale), sentence, this.#locale));
			const read = readCell('constant' in from ? from.constant : (cells[from.column] ?? ''), field);
			if (!read.ok) note(say(read.problem, this.#locale, read.values));
			else if (read.value === null) {
				if (field.required) note(say(words.missing, this.#locale));
			} else if (field.kind === 'customer') {
				const [customer, ...others] = await this.#customersCalled(work, read.value);
				if (customer === undefined) note(say(words.customerUnknown, this.#locale, { value: read.value }));
				else if (others.length > 0) note(say(words.customerAmbiguous, this.#locale, { value: read.value }));
				else payload[field.key] = customer;
			} else payload[field.key] = read.value;
		}
		return { payload, problems };
	}

	#items(work: Work, collection: string) {
		return new work.host.services.ItemsService(collection, {
			knex: work.trx,
			schema: work.schema,
			accountability: this.caller.accountability,
		});
	}

	/** Customers of this id elsewhere, number or whole name, among those the importer may see; two are enough to know that it is not clear which. */
	async #customersCalled(work: Work, written: string): Promise<readonly string[]> {
		const known = this.#customers.get(written);
		if (known !== undefined) return known;
		let found: readonly string[] = [];
		for (const field of ['external_id', 'number', 'name']) {
			const rows = await this.#items(work, 'crm_customers').readByQuery({
				filter: { [field]: { _eq: written } },
				fields: ['id'],
				limit: 2,
			});
			found = await inUse(
				work.trx,
				rows.map((row) => String(row['id'])),
			);
			if (found.length > 0) break;
		}
		if (this.#customers.size >= remembered) this.#customers.clear();
		this.#customers.set(written, found);
		return found;
	}

	/** Whether an earlier row of the file says who this one is; remembers it for later ones. */
	#earlierLine(payload: Readonly<Record<string, unknown>>, line: number): number | null {
		// Two people may well have one name; two companies are asked about.
		const telling = payload['profile'] === 'individual' ? ['external_id'] : ['external_id', 'credit_code', 'name'];
		const groups = this.target.collection === 'crm_customers' ? telling.map((field) => [field]) : [this.target.identity];
		const keys = groups
			.filter((group) => group.every((field) => typeof payload[field] === 'string'))
			.map((group) => JSON.stringify([group, group.map((field) => String(payload[field]).normalize('NFKC').toLowerCase())]));
		const earlier = keys.map((key) => this.#earlier.get(key)).find((found) => found !== undefined);
		for (const key of keys) if (!this.#earlier.has(key)) this.#earlier.set(key, line);
		return earlier ?? null;
	}

	async #existing(work: Work, payload: Readonly<Record<string, unknown>>): Promise<Found> {
		if (this.target.collection === 'crm_customers') return this.#existingCustomers(work, payload);
		const { collection, identity } = this.target;
		const called = identity.at(-1) ?? 'id';
		const rows = await this.#items(work, collection).readByQuery({
			filter: Object.fromEntries(identity.map((field) => [field, { _eq: payload[field] }])),
			fields: ['id', called],
			limit: 5,
		});
		return { seen: rows.map((row) => ({ id: String(row['id']), name: String(row[called]) })), hidden: false };
	}

	/** By the id elsewhere if the file has one and somebody bears it, else whoever it resembles. */
	async #existingCustomers(work: Work, payload: Readonly<Record<string, unknown>>): Promise<Found> {
		const external = payload['external_id'];
		const same =
			typeof external === 'string'
				? await rowsOf<Existing>(
						work
							.trx('crm_customers as named')
							.join('crm_customers as kept', 'kept.id', work.trx.raw('coalesce(named.merged_into, named.id)'))
							.where({ 'named.external_id': external })
							.distinct('kept.id', 'kept.name')
							.limit(5),
					)
				: [];
		const alike = same.length > 0 ? same : await findLike(work.trx, identityOf(payload), null);
		if (alike.length === 0) return nobody;
		const visible = await visibleAmong(
			work,
			this.caller,
			'crm_customers',
			alike.map(({ id }) => id),
		);
		return {
			seen: alike.filter(({ id }) => visible.has(id)).map(({ id, name }) => ({ id, name })),
			hidden: alike.some(({ id }) => !visible.has(id)),
		};
	}
}
