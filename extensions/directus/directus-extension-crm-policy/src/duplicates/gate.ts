import type { Accountability, EventContext, RegisterFunctions } from '@directus/types';
import { duplicateWords as words } from '@crm-policy/rules/duplicates/words';
import type { Violation } from '@crm-policy/rules/process/violation';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import { text } from '@crm-policy/rules/words/text';
import type { Knex } from 'knex';
import { refusal } from '../gates/refuse.js';
import { readable, type VisibilityHost } from '../gates/visibility.js';
import type { Host } from '../engine/context.js';
import { isGranted } from '../engine/rights.js';
import { firstOf } from '../engine/rows.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { fileCustomer, identityColumns, identityOf } from './filing.js';
import { findLike, type Match } from './search.js';

type Row = Readonly<Record<string, unknown>>;
type Rules = Rulebook['customers']['duplicates'];

const collection = 'crm_customers';

const isBlank = (value: unknown): boolean => typeof value !== 'string' || value.trim() === '';

/** The matches that stand in the way of this record, by the rulebook. */
function standing(matches: readonly Match[], rules: Rules, hasReason: boolean): readonly Match[] {
	return matches.filter(({ certainty }) => {
		const answer = rules[certainty];
		return answer === 'refuse' || (answer === 'reason' && !hasReason);
	});
}

/** What a refused person is told: the records by name if they may see them, else only whom to ask. */
function violationFor(matches: readonly Match[], shown: readonly Match[], rules: Rules): Violation {
	const isRefused = matches.some(({ certainty }) => rules[certainty] === 'refuse');
	const names = shown.map(({ name, number }) => (number === null ? name : `${name} (${number})`));
	return {
		rule: isRefused ? 'duplicate-certain' : 'duplicate-probable',
		clause: 'CUS-10',
		field: isRefused ? 'name' : 'duplicate_reason',
		text: isRefused ? (names.length > 0 ? words.certain : words.certainHidden) : names.length > 0 ? words.probable : words.probableHidden,
		values: { names: text(names.join(', '), names.join('、')) },
	};
}

/** Records judged in a transaction before they were written, so that the look after the write need not judge them again. */
const judged = new WeakMap<object, Set<string>>();
const identityKey = (row: Row): string => JSON.stringify([identityOf(row), isBlank(row['duplicate_reason'])]);

async function refuse(
	host: VisibilityHost,
	context: EventContext,
	id: string | null,
	matches: readonly Match[],
	rules: Rules,
): Promise<never> {
	const shown: Match[] = [];
	for (const match of matches) if (await readable(host, context, collection, match.id)) shown.push(match);
	throw await refusal(context.database, context.accountability, { collection, id }, [violationFor(matches, shown, rules)]);
}

const rulesInForce = async (knex: Knex): Promise<Rules> =>
	(await rulebookInForce(knex, new Date().toISOString(), 'en-US')).customers.duplicates;

/** A new record that resembles one in the archive is refused, or asks for a reason (CUS-10). */
async function beforeCreate(host: VisibilityHost, payload: Row, context: EventContext): Promise<void> {
	const { database, accountability } = context;
	// Whoever may not make customers is refused by the host, and learns nothing here.
	if (accountability !== null && !(await isGranted(database, accountability, collection, 'create'))) return;
	const rules = await rulesInForce(database);
	const matches = standing(await findLike(database, identityOf(payload), null), rules, !isBlank(payload['duplicate_reason']));
	if (matches.length > 0) await refuse(host, context, null, matches, rules);
	if (database.isTransaction === true) judged.set(database, (judged.get(database) ?? new Set()).add(identityKey(payload)));
}

/** A record does not become a duplicate afterwards either; what it resembled before does not stand in the way of other edits. */
async function beforeUpdate(host: VisibilityHost, payload: Row, keys: readonly string[], context: EventContext): Promise<void> {
	if (!identityColumns.some((column) => column in payload)) return;
	const { database, accountability } = context;
	const rules = await rulesInForce(database);
	for (const id of keys) {
		if (accountability !== null && !(await readable(host, context, collection, id))) continue;
		const before = await firstOf(database(collection).where({ id }).first());
		if (before === undefined) continue;
		const after = { ...before, ...payload };
		const matches = standing(await findLike(database, identityOf(after), id), rules, !isBlank(after['duplicate_reason']));
		if (matches.length === 0) continue;
		const known = await findLike(database, identityOf(before), id);
		const fresh = matches.filter((match) => !known.some((same) => same.id === match.id && same.certainty === match.certainty));
		if (fresh.length > 0) await refuse(host, context, id, fresh, rules);
	}
}

interface Activity {
	readonly action: string;
	readonly collection: string;
	readonly item: string;
	readonly user: string | null;
}

/** After the write and before the commit: files the record as it really is, and judges a new one that no earlier look has judged. */
async function afterWrite(host: VisibilityHost, { action, item, user }: Activity, context: EventContext): Promise<void> {
	const { database } = context;
	if (action === 'create') {
		const row = await firstOf(database(collection).where({ id: item }).first());
		if (row !== undefined && judged.get(database)?.has(identityKey(row)) !== true) {
			const rules = await rulesInForce(database);
			const matches = standing(await findLike(database, identityOf(row), item), rules, !isBlank(row['duplicate_reason']));
			// An activity names the person only: nobody's rights are known here, so no record is named.
			const writer: Accountability | null = user === null ? null : { user, role: null, roles: [], admin: false, app: false, ip: null };
			if (matches.length > 0) await refuse(host, { ...context, accountability: writer }, item, matches, rules);
		}
	}
	await fileCustomer(database, item);
}

const keysOf = (keys: unknown): readonly string[] => [...new Set((Array.isArray(keys) ? keys : [keys]).map(String))];

/** Stands before a second record of one customer, and keeps the files by which it is found. */
export function registerDuplicateGate({ filter }: Pick<RegisterFunctions, 'filter'>, host: Host): void {
	filter(`${collection}.items.create`, async (payload, _meta, context) => {
		await beforeCreate(host, payload as Row, context);
		return payload;
	});
	filter(`${collection}.items.update`, async (payload, meta, context) => {
		await beforeUpdate(host, payload as Row, keysOf(meta['keys']), context);
		return payload;
	});
	filter('activity.create', async (payload, _meta, context) => {
		const activity = payload as Activity;
		if (activity.collection === collection && ['create', 'update', 'delete'].includes(activity.action))
			await afterWrite(host, activity, context);
		return payload;
	});
}
