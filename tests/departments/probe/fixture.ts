import type { FieldDeclaration } from '@crm-policy/schema/declare';
import { collections, model } from '@crm-policy/schema/model';
import type { Filter } from '@crm-policy/seeds/departments/fragments';
import { stableId } from '@crm-policy/seeds/stable-id';
import type { Knex } from 'knex';
import { Marks } from './marks.js';
import { alternativesOf, relationOf, targetOf, valueFor, type Comparison, type Reader, type Row } from './row-rules.js';

/**
 * Rows on both sides of every rule, made from the rules: for each way in which a rule can be met one row that meets it in this way and in no other,
 * and for each condition of it one that misses this condition alone. They are written past Directus, with the tickets that commands write.
 */

/** A rule as one reader meets it. */
export interface MetRule {
	readonly collection: string;
	readonly rows: Filter;
	readonly reader: Reader;
}

/** Somebody nobody of the demo company is, in a department nobody is in: what is theirs is nobody's business here. */
export const outsider = {
	id: stableId('probe', 'outsider'),
	department: stableId('probe', 'department of the outsider'),
} as const;

/** Conditions that together are enough. */
type Alternative = readonly Comparison[];

/** A row that is there. */
interface Made {
	readonly id: string;
	/** Rows of a level refer to rows of lower ones only. */
	readonly level: number;
}

/** A row that is wanted, with the rows around it. */
interface Wish {
	readonly collection: string;
	readonly values: Record<string, unknown>;
	readonly references: Record<string, Wish>;
	readonly lists: Record<string, Wish>;
}

interface Planned {
	readonly collection: string;
	readonly row: Row;
	readonly level: number;
}

/** How many rows refer to one that is there for nothing else. */
const sharedBy = 3;

const day = 86_400_000;
const longAgo = new Date('2026-01-05T01:00:00Z');
const wished = (collection: string): Wish => ({ collection, values: {}, references: {}, lists: {} });

const fieldsOf = (collection: string): Readonly<Record<string, FieldDeclaration>> =>
	(collections as Readonly<Record<string, { readonly fields: Readonly<Record<string, FieldDeclaration>> }>>)[collection]?.fields ?? {};

/** Fields a row can have only one of its kind with, alone or together. */
const uniqueFields = (collection: string): ReadonlySet<string> => {
	const declared = (
		collections as Readonly<Record<string, { readonly indexes?: readonly { fields: readonly string[]; unique?: boolean }[] }>>
	)[collection];
	return new Set([
		...(declared?.indexes ?? []).flatMap(({ fields, unique }) => (unique === true ? fields : [])),
		...Object.entries(fieldsOf(collection)).flatMap(([name, { unique }]) => (unique === true ? [name] : [])),
	]);
};

/** Visits lie ahead, so that calendars have them; approvals have ended, so that nobody is reminded and no task handed on meanwhile. */
const settled: Readonly<Record<string, Row>> = {
	crm_approvals: { status: 'withdrawn', ended_at: longAgo },
	crm_approval_tasks: { status: 'cancelled' },
	crm_visits: { starts_at: new Date(Date.now() + 3 * day), ends_at: new Date(Date.now() + 3 * day + day / 24) },
};

const otherChoice = (field: FieldDeclaration | undefined, taken: readonly unknown[]): string =>
	field?.choices?.find(({ value }) => !taken.includes(value))?.value ?? 'something-else';

function valueThatMeets({ field, operator, operand }: Comparison, reader: Reader): unknown {
	const meant = valueFor(operand, reader);
	switch (operator) {
		case '_in':
		case '_eq':
			return Array.isArray(meant) ? (meant as readonly unknown[])[0] : meant;
		case '_null':
			return null;
		case '_nin':
			return outsider.id;
		case '_gt':
			return new Date(Date.now() + 30 * day);
		default:
			throw new Error(`The fixture does not know how to meet ${field} ${operator}.`);
	}
}

function valueThatMisses(collection: string, { field, operator, operand }: Comparison, reader: Reader): unknown {
	const relation = relationOf(collection, field);
	switch (operator) {
		case '_in':
		case '_eq':
			if (relation?.kind === 'm2o') return relation.to === 'crm_departments' ? outsider.department : outsider.id;
			return otherChoice(fieldsOf(collection)[field], Array.isArray(operand) ? (operand as readonly unknown[]) : [operand]);
		case '_null':
			return relation?.kind === 'm2o' && relation.to === 'crm_departments' ? outsider.department : reader.id;
		case '_nin':
			return reader.id;
		case '_gt':
			return new Date(Date.now() - 30 * day);
		default:
			throw new Error(`The fixture does not know how to miss ${field} ${operator}.`);
	}
}

/** The row that meets these conditions, but for those to be missed; null where nobody can meet them. */
function wishFor(collection: string, conditions: Alternative, reader: Reader, missed: Alternative = []): Wish | null {
	const root = wished(collection);
	for (const condition of conditions) {
		let at = root;
		for (const step of condition.way) {
			const relation = relationOf(at.collection, step);
			if (relation === undefined || relation.kind === 'files') throw new Error(`${at.collection}.${step} leads nowhere.`);
			const around = relation.kind === 'm2o' ? at.references : at.lists;
			at = around[step] ??= wished(relation.kind === 'm2o' ? relation.to : relation.from);
		}
		// That there is a row is met by making it.
		if (condition.operator === '_nnull') continue;
		const to = targetOf(at.collection, condition.field);
		if (
			missed.includes(condition) &&
			condition.operator === '_null' &&
			to !== null &&
			to !== 'directus_users' &&
			to !== 'crm_departments'
		) {
			at.references[condition.field] ??= wished(to);
			continue;
		}
		const value = missed.includes(condition) ? valueThatMisses(at.collection, condition, reader) : valueThatMeets(condition, reader);
		if (value === null && condition.operator !== '_null') return null;
		at.values[condition.field] = value;
	}
	return root;
}

/**
 * A part is read with its whole. How the whole is come to is decided where the whole is probed; of the part it is enough that it is read with
 * one and not with another.
 */
function decisive(collection: string, alternatives: readonly Alternative[]): readonly Alternative[] {
	const wholes = new Set(alternatives.flat().map(({ way }) => way[0]));
	const [whole] = wholes;
	const isPart = wholes.size === 1 && whole !== undefined && relationOf(collection, whole)?.kind === 'm2o';
	return isPart ? alternatives.slice(0, 2) : alternatives;
}

/** Whether a row that nobody has thought of meets these conditions: it names nobody, and belongs to something that names nobody. */
const isMetByNothing = (collection: string, conditions: Alternative): boolean =>
	conditions.every(({ way, operator }) => {
		let at: string | null = collection;
		for (const step of way) {
			if (at === null || relationOf(at, step)?.kind !== 'm2o') return false;
			at = targetOf(at, step);
		}
		return operator === '_null' || operator === '_nin';
	});

/** Rulebooks and calendars that are published are applied by the product. The demo company has some of each; drafts are made up. */
const setsRulesInForce = ({ collection, values, references }: Wish): boolean =>
	(['crm_rulebooks', 'crm_work_calendars'].includes(collection) && 'status' in values) ||
	// The days of the company's calendars are the company's.
	(collection === 'crm_work_calendar_days' && Object.values(references).some(setsRulesInForce));

const keyOf = (wish: Wish): string =>
	JSON.stringify([
		wish.collection,
		Object.entries(wish.values).toSorted(),
		Object.entries(wish.references)
			.map(([name, other]) => [name, keyOf(other)])
			.toSorted(),
		Object.entries(wish.lists)
			.map(([name, other]) => [name, keyOf(other)])
			.toSorted(),
	]);

/** Which record an approval is about stands in it twice: as a relation, and as two words. */
const approvalSubjects = Object.entries(fieldsOf('crm_approvals')).flatMap(([name, { relation }]) =>
	relation?.kind === 'm2o' && relation.to.startsWith('crm_') && relation.to !== 'crm_departments' ? [[name, relation.to] as const] : [],
);

/** Columns whose contents the product reads, so that words would be none. */
const read: Readonly<Record<string, readonly string[]>> = {
	crm_approvals: ['route', 'steps', 'submitted', 'subject_hash', 'rulebook_version', 'round'],
	crm_approval_tasks: ['step', 'mode'],
	crm_contract_versions: ['content', 'content_hash'],
};

/** A working calendar in force. */
export async function calendarInForce(database: Knex): Promise<string> {
	const row = await database('crm_work_calendars').where({ status: 'published' }).first<{ id: string } | undefined>('id');
	if (row === undefined) throw new Error('The demo company has no calendar in force.');
	return row.id;
}

/** Contents of rows of the demo company, for the fixture's own. */
export async function borrowedFrom(database: Knex): Promise<Readonly<Record<string, Row>>> {
	const rows: Record<string, Row> = {};
	for (const [collection, names] of Object.entries(read)) {
		const row = await database(collection)
			.select(...names)
			.first<Row | undefined>();
		if (row !== undefined)
			rows[collection] = Object.fromEntries(
				Object.entries(row).map(([name, value]) => [name, typeof value === 'object' && value !== null ? JSON.stringify(value) : value]),
			);
	}
	return rows;
}

export class Fixture {
	readonly marks = new Marks();
	readonly #planned: Planned[] = [];
	readonly #shared = new Map<string, { readonly row: Made; by: number }>();
	readonly #made = new Map<string, Made>();
	#count = 0;

	/**
	 * @param file what is on the disk for every file of the fixture
	 * @param calendar a working calendar in force
	 * @param borrowed what is put into rows beside words: contents that the product reads, as rows of the demo company have them
	 */
	constructor(
		readonly file: string,
		readonly calendar: string,
		readonly borrowed: Readonly<Record<string, Row>>,
	) {}

	/** Rows on both sides of a rule. */
	bothSidesOf({ collection, rows, reader }: MetRule): void {
		// Accounts and the ledger are not made up: the demo company has both.
		if (collection === 'directus_users' || collection === 'crm_ledger') return;
		this.#once(wished(collection));
		const alternatives = alternativesOf(rows);
		// What would be allowed without it is no witness of an alternative.
		const byNothing = alternatives.filter((conditions) => isMetByNothing(collection, conditions)).flat();
		for (const conditions of decisive(collection, alternatives)) {
			const others = isMetByNothing(collection, conditions) ? [] : byNothing;
			const meeting = wishFor(collection, [...conditions, ...others], reader, others);
			if (meeting === null || setsRulesInForce(meeting)) continue;
			this.#once(meeting);
			for (const condition of conditions) {
				const missing = wishFor(collection, [...conditions, ...others], reader, [condition, ...others]);
				if (missing !== null && condition.operator !== '_nnull') this.#once(missing);
			}
		}
	}

	/** Writes everything in one transaction. */
	async write(database: Knex): Promise<void> {
		const guarded = new Set<string>([
			...model.engineWritten,
			...model.processes.flatMap((process) => [process.collection, ...process.children.map(({ collection }) => collection)]),
		]);
		const batches = new Map<string, Planned[]>();
		for (const planned of this.#planned) {
			const place = `${String(planned.level + 1).padStart(3, '0')} ${planned.collection}`;
			const batch = batches.get(place);
			if (batch === undefined) batches.set(place, [planned]);
			else batch.push(planned);
		}
		await database.transaction(async (trx) => {
			await trx('crm_departments').insert({ id: outsider.department, key: 'probe-outsider', name: 'Elsewhere', active: true });
			await trx('directus_users').insert({
				id: outsider.id,
				email: 'outsider@elsewhere.example.com',
				status: 'active',
				crm_department: outsider.department,
			});
			for (const [, batch] of [...batches].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
				const collection = batch[0]?.collection ?? '';
				const tickets = batch.map(({ row }) => ({ collection, item: String(row['id']), op: 'insert' }));
				if (guarded.has(collection)) await trx.batchInsert('crm_tickets', tickets, 100);
				await trx.batchInsert(collection, await this.#notThereYet(trx, batch), 15);
			}
			await trx('crm_tickets').delete();
		});
	}

	/** Somebody of the demo company may have what a person can have only one of. */
	async #notThereYet(trx: Knex, batch: readonly Planned[]): Promise<readonly Row[]> {
		const rows = batch.map(({ row }) => row);
		if (batch[0]?.collection !== 'crm_qualifications') return rows;
		const users: readonly unknown[] = await trx('crm_qualifications').pluck('user');
		return rows.filter(({ user }) => !users.includes(user));
	}

	/** A row like one that is there already would decide nothing. */
	#once(wish: Wish): Made {
		const key = keyOf(wish);
		const before = this.#made.get(key);
		if (before !== undefined) return before;
		const made = this.#make(wish);
		this.#made.set(key, made);
		return made;
	}

	/**
	 * What rows refer to that must refer to something: a row that nobody is meant to see. A few share one; if all did, every question about one of
	 * them would be about all of them.
	 */
	#any(collection: string): Made {
		const before = this.#shared.get(collection);
		if (before !== undefined && before.by < sharedBy) {
			before.by += 1;
			return before.row;
		}
		const row = this.#make(wished(collection));
		this.#shared.set(collection, { row, by: 1 });
		return row;
	}

	/** A calendar in force is one of the company's. */
	#referred(wish: Wish): Made {
		return wish.collection === 'crm_work_calendars' && wish.values['status'] === 'published'
			? { id: this.calendar, level: 0 }
			: this.#once(wish);
	}

	/** @param around rows that are there already and that it refers to */
	#make(wish: Wish, around: Readonly<Record<string, Made>> = {}): Made {
		const { collection } = wish;
		const number = (this.#count += 1);
		const id = stableId('probe', String(number));
		const row: Record<string, unknown> = { id };
		let level = 0;
		const unique = uniqueFields(collection);
		const refer = (field: string, to: Made): void => {
			row[field] = to.id;
			level = Math.max(level, to.level + 1);
		};
		// An approval is about something.
		const isAboutNothing = collection === 'crm_approvals' && !approvalSubjects.some(([name]) => name in wish.references || name in around);
		if (isAboutNothing) refer('contract', this.#any('crm_contracts'));
		for (const [name, field] of Object.entries(fieldsOf(collection))) {
			if (field.type === 'alias' || name === 'id' || name in row) continue;
			const wanted = wish.references[name];
			const there = around[name];
			if (there !== undefined) refer(name, there);
			else if (wanted !== undefined) refer(name, this.#referred(wanted));
			else if (name in wish.values) row[name] = wish.values[name];
			else if (field.relation?.kind === 'm2o') this.#fillReference(name, field, collection, unique, row, refer);
			else row[name] = this.#valueOf(name, field, collection, number, unique);
		}
		Object.assign(row, settled[collection], this.borrowed[collection]);
		if (collection === 'directus_files') Object.assign(row, this.#fileRow(number));
		if (collection === 'crm_approvals')
			for (const [name, about] of approvalSubjects)
				if (typeof row[name] === 'string') Object.assign(row, { subject_collection: about, subject_id: row[name] });
		this.marks.note(number, collection, id);
		this.#planned.push({ collection, row, level });
		for (const [name, child] of Object.entries(wish.lists)) {
			const relation = relationOf(collection, name);
			if (relation?.kind !== 'o2m') throw new Error(`${collection}.${name} is no list.`);
			this.#make(child, { [relation.by]: { id, level } });
		}
		return { id, level };
	}

	#fillReference(
		name: string,
		field: FieldDeclaration,
		collection: string,
		unique: ReadonlySet<string>,
		row: Record<string, unknown>,
		refer: (field: string, to: Made) => void,
	): void {
		const to = field.relation?.kind === 'm2o' ? field.relation.to : '';
		const belongs = name === 'owner' || name === 'department';
		if (!field.required && !belongs) row[name] = null;
		else if (to === 'directus_users') row[name] = unique.has(name) ? this.#anotherOutsider() : outsider.id;
		else if (to === 'crm_departments') row[name] = outsider.department;
		else refer(name, unique.has(name) ? this.#make(wished(to)) : to === collection ? this.#once(wished(to)) : this.#any(to));
	}

	#anotherOutsider(): string {
		const id = stableId('probe', 'outsider', String((this.#count += 1)));
		this.#planned.push({ collection: 'directus_users', row: { id, email: `${id}@elsewhere.example.com`, status: 'active' }, level: -1 });
		return id;
	}

	#fileRow(number: number): Row {
		return {
			storage: 'local',
			filename_disk: this.file,
			filename_download: `${this.marks.of(number, 'directus_files', 'filename_download')}.txt`,
			title: this.marks.of(number, 'directus_files', 'title'),
			type: 'text/plain',
			uploaded_by: outsider.id,
		};
	}

	#valueOf(name: string, field: FieldDeclaration, collection: string, number: number, unique: ReadonlySet<string>): unknown {
		if (field.choices !== undefined && field.type === 'string') return field.default ?? (field.required ? field.choices[0]?.value : null);
		if (field.default !== undefined) return field.default;
		if (field.type === 'string' || field.type === 'text') {
			const word = this.marks.of(number, collection, name);
			// A code or a month is too short for a word; it is empty where it may be.
			return word.length <= (field.maxLength ?? word.length) ? word : field.required ? 'XXX' : null;
		}
		if (!field.required) return null;
		switch (field.type) {
			case 'integer':
			case 'decimal':
				return unique.has(name) ? 100_000 + number : 1;
			case 'boolean':
				return false;
			case 'date':
				return '2026-01-05';
			case 'timestamp':
				return longAgo;
			case 'json':
				return '{}';
			default:
				throw new Error(`The fixture does not know what to put into ${collection}.${name}.`);
		}
	}
}
