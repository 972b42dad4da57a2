import { randomUUID } from 'node:crypto';
import type { Answer, Body, Client } from '../harness/directus.js';

/**
 * A client that knows nothing of contracts: how commands are asked for and issued, that a violation names a field, and `GET /fields`
 * (design, section 4). It does whatever is asked of its people first, takes the first command it is offered, and fills in the field a
 * violation names. `business` is what a person would type into a field, by the field's name; it says nothing about the process.
 */

interface Offered {
	readonly command: string;
	readonly allowed: boolean;
	readonly input_schema: InputSchema;
	readonly violations: readonly { readonly rule: string; readonly field?: string }[];
}

interface InputSchema {
	readonly type?: string;
	readonly format?: string;
	readonly enum?: readonly string[];
	readonly items?: InputSchema;
	readonly required?: readonly string[];
	readonly properties?: Readonly<Record<string, InputSchema>>;
	readonly 'x-collection'?: string;
}

interface Field {
	readonly field: string;
	readonly type: string;
	readonly schema: {
		readonly foreign_key_table: string | null;
		readonly is_nullable: boolean;
		readonly default_value: unknown;
		readonly max_length: number | null;
	} | null;
	readonly meta: {
		readonly required: boolean;
		readonly options: { readonly choices?: readonly { readonly value: string }[] | null } | null;
	} | null;
}

interface Rows {
	readonly id: string;
}

export class Stranger {
	/** What was done, as `collection command`, in order. */
	readonly done: string[] = [];
	readonly #fields = new Map<string, readonly Field[]>();
	/** How often a relation had to be filled in; each time the next row there is. */
	readonly #chosen = new Map<string, number>();
	readonly #issued = new Set<string>();

	constructor(
		private readonly people: readonly Client[],
		private readonly business: Readonly<Record<string, unknown>>,
	) {}

	/** Makes a record with what is given and what the form insists on, as the first of the people. */
	async make(collection: string, given: Readonly<Record<string, unknown>>): Promise<string> {
		const [owner] = this.people;
		if (owner === undefined) throw new Error('A stranger needs somebody to act for.');
		const values: Record<string, unknown> = { ...given };
		for (const field of await this.#fieldsOf(owner, collection)) {
			if (field.meta?.required === true && field.schema?.default_value === null && !(field.field in values))
				values[field.field] = await this.#valueFor(owner, field);
		}
		const { body, status } = await owner.request<Body<Rows>>('POST', `/items/${collection}?fields=id`, values);
		if (status !== 200) throw new Error(`${collection} could not be made: ${JSON.stringify(body)}`);
		return body.data.id;
	}

	/** Goes on until the record is in that state. Fails when nothing more can be done, with everything that was. */
	async walk(collection: string, id: string, goal: string): Promise<void> {
		for (let steps = 0; steps < 120; steps++) {
			if ((await this.#statusOf(collection, id)) === goal) return;
			if (!(await this.#step(collection, id))) break;
		}
		throw new Error(`The way to “${goal}” was not found: ${this.done.join(', ')}`);
	}

	/** One thing done by anybody: first what is asked of somebody, then what can be done with the record itself. */
	async #step(collection: string, id: string): Promise<boolean> {
		for (const person of this.people) {
			const { body } = await person.request<Body<readonly { task: string; id: string }[]>>('GET', '/crm/inbox?box=todo&limit=100');
			const task = body.data.find((line) => line.id === id)?.task;
			if (task !== undefined && (await this.#act(person, 'crm_approval_tasks', task, id))) return true;
		}
		for (const person of this.people) if (await this.#act(person, collection, id, id)) return true;
		return false;
	}

	/** Issues the first command that is allowed; where none is, or it is refused, fills in what it lacks. */
	async #act(person: Client, collection: string, id: string, root: string): Promise<boolean> {
		const answer = await person.request<Body<readonly Offered[]> & { meta: { status: string } }>(
			'GET',
			`/crm/commands/${collection}/${id}`,
		);
		if (answer.status !== 200) return false;
		const { data, meta } = answer.body;
		for (const { command, allowed, input_schema, violations } of data) {
			const once = `${id} ${meta.status} ${command}`;
			if (this.#issued.has(once)) continue;
			if (!allowed) {
				if (await this.#fillInWhatIsMissing(person, collection, id, root, violations)) return true;
				continue;
			}
			const issued = await person.request<Body<unknown>>('POST', `/crm/commands/${collection}/${id}/${command}`, {
				input: await this.#inputFor(person, input_schema),
				comment: 'As agreed.',
			});
			this.done.push(`${collection} ${command}${issued.status === 200 ? '' : ` (${issued.status})`}`);
			// What only shows when a form is filled in is said by the refusal.
			const refusal = (issued.body.errors as typeof issued.body.errors | undefined)?.[0]?.extensions['violations'];
			if (
				issued.status !== 200 &&
				(await this.#fillInWhatIsMissing(person, collection, id, root, (refusal ?? []) as Offered['violations']))
			)
				return true;
			this.#issued.add(once);
			if (issued.status === 200) return true;
		}
		return false;
	}

	async #fillInWhatIsMissing(
		person: Client,
		collection: string,
		id: string,
		root: string,
		violations: Offered['violations'],
	): Promise<boolean> {
		let written = false;
		for (const path of new Set(violations.flatMap(({ field }) => field ?? []))) {
			const [first, second] = path.split('.');
			if (first === undefined || first === 'status') continue;
			// Whoever lacks the right to write it asks the others.
			for (const writer of new Set([person, ...this.people])) {
				const filled = second === undefined ? this.#fillIn(writer, collection, id, first) : this.#fillInBelow(writer, first, second, root);
				if (!(await filled)) continue;
				written = true;
				break;
			}
		}
		return written;
	}

	async #fillIn(person: Client, collection: string, id: string, name: string): Promise<boolean> {
		const field = (await this.#fieldsOf(person, collection)).find((candidate) => candidate.field === name);
		if (field === undefined) return false;
		return this.#wrote(
			await person.request('PATCH', `/items/${collection}/${id}?fields=id`, { [name]: await this.#valueFor(person, field) }),
			`${collection}.${name}`,
		);
	}

	/** A field of rows below the record: in those there are, or in a new one. */
	async #fillInBelow(person: Client, collection: string, name: string, root: string): Promise<boolean> {
		const fields = await this.#fieldsOf(person, collection);
		const [field, parent] = [
			fields.find((candidate) => candidate.field === name),
			fields.find(({ schema }) => schema?.foreign_key_table === 'crm_contracts'),
		];
		if (field === undefined || parent === undefined) return false;
		const { body } = await person.request<Body<readonly Rows[]>>(
			'GET',
			`/items/${collection}?fields=id&filter[${parent.field}][_eq]=${root}`,
		);
		const [row] = body.data;
		if (row !== undefined) {
			if (name === parent.field) return false;
			return this.#wrote(
				await person.request('PATCH', `/items/${collection}/${row.id}?fields=id`, { [name]: await this.#valueFor(person, field) }),
				`${collection}.${name}`,
			);
		}
		const needed = fields.filter(
			({ field: each, meta, schema }) =>
				each !== parent.field && (each === name || (meta?.required === true && schema?.default_value === null)),
		);
		const values: Record<string, unknown> = { [parent.field]: root };
		for (const each of needed) values[each.field] = await this.#valueFor(person, each);
		return this.#wrote(await person.request('POST', `/items/${collection}?fields=id`, values), `${collection} (new)`);
	}

	/** Counts as done only when it was, and only once for each person, so that nothing is tried for ever. */
	#wrote({ status }: Answer<unknown>, what: string): boolean {
		if (status !== 200) return false;
		this.done.push(what);
		return this.done.filter((earlier) => earlier === what).length < 12;
	}

	async #valueFor(person: Client, { field, type, schema, meta }: Field): Promise<unknown> {
		if (field in this.business) return this.business[field];
		const choices = meta?.options?.choices;
		if (choices !== undefined && choices !== null) return choices[0]?.value;
		const related = schema?.foreign_key_table;
		if (related !== null && related !== undefined)
			return this.#nextOf(person, related.startsWith('directus_') ? `/${related.slice('directus_'.length)}` : `/items/${related}`);
		return aValue(type, schema?.max_length ?? 255);
	}

	async #nextOf(person: Client, path: string): Promise<unknown> {
		const { body } = await person.request<Body<readonly Rows[]>>('GET', `${path}?fields=id&limit=200`);
		const turn = this.#chosen.get(path) ?? 0;
		this.#chosen.set(path, turn + 1);
		return body.data[turn % body.data.length]?.id;
	}

	async #inputFor(person: Client, { properties = {}, required = [] }: InputSchema): Promise<Record<string, unknown>> {
		const input: Record<string, unknown> = {};
		for (const name of required) {
			const property = properties[name];
			if (property !== undefined) input[name] = await this.#inputValue(person, property);
		}
		return input;
	}

	async #inputValue(person: Client, { type, format, enum: values, items, 'x-collection': collection }: InputSchema): Promise<unknown> {
		if (collection !== undefined) {
			const path = collection.startsWith('directus_') ? `/${collection.slice('directus_'.length)}` : `/items/${collection}`;
			const { body } = await person.request<Body<readonly Rows[]>>('GET', `${path}?fields=id&limit=100`);
			return items === undefined ? body.data[0]?.id : body.data.map(({ id }) => id);
		}
		if (values !== undefined) return values[0];
		if (format === 'date') return '2026-11-20';
		if (format === 'date-time') return '2026-11-20T02:00:00Z';
		if (format === 'uuid') return randomUUID();
		return type === 'boolean' ? true : type === 'integer' || type === 'number' ? 1 : 'As agreed.';
	}

	async #fieldsOf(person: Client, collection: string): Promise<readonly Field[]> {
		const key = `${person.user} ${collection}`;
		const known = this.#fields.get(key);
		if (known !== undefined) return known;
		const { body, status } = await person.request<Body<readonly Field[]>>('GET', `/fields/${collection}`);
		const fields = status === 200 ? body.data : [];
		this.#fields.set(key, fields);
		return fields;
	}

	async #statusOf(collection: string, id: string): Promise<string | undefined> {
		const [owner] = this.people;
		const answer = await owner?.request<Body & { meta: { status: string } }>('GET', `/crm/commands/${collection}/${id}`);
		return answer?.body.meta.status;
	}
}

/** Something that fits a column of this type. */
function aValue(type: string, longest: number): unknown {
	switch (type) {
		case 'boolean':
			return true;
		case 'integer':
		case 'bigInteger':
			return 1;
		case 'decimal':
		case 'float':
			return '100.00';
		case 'date':
			return '2027-03-01';
		case 'dateTime':
		case 'timestamp':
			return '2027-03-01T02:00:00Z';
		default:
			return 'As agreed.'.slice(0, longest);
	}
}
