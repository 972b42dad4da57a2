import type { EventContext, RegisterFunctions } from '@directus/types';
import { departureWords as words } from '@crm-policy/rules/departures/words';
import { roleKeys } from '@crm-policy/rules/organisation/roles';
import type { Violation } from '@crm-policy/rules/process/violation';
import { roleIds } from '@crm-policy/seeds/departments/role-ids';
import type { Knex } from 'knex';
import { z } from 'zod';
import { firstOf, rowsOf } from '../engine/rows.js';
import { refusal } from '../gates/refuse.js';
import { countHeld } from './held.js';

/** States of an account in which nobody can sign in with it any more. */
const closed: readonly unknown[] = ['suspended', 'archived'];

/** Whether somebody works or has worked here: holds a role of ours, or has done something the ledger knows. */
async function isStaff(trx: Knex, person: string): Promise<boolean> {
	const roles = roleKeys.map((role) => roleIds[role]);
	const holds = await firstOf(trx('directus_users').where({ id: person }).whereIn('role', roles).select('id').first());
	if (holds !== undefined) return true;
	return (await firstOf(trx('crm_ledger').where({ actor: person }).select('seq').first())) !== undefined;
}

/** Why an account may not be closed: something is left in the person's name, or the departure is not completed (OFF-01, OFF-02). */
async function whatStandsAgainst(trx: Knex, person: string): Promise<readonly Violation[]> {
	const held = await countHeld(trx, person);
	const left: readonly Violation[] =
		held === 0 ? [] : [{ rule: 'hand-over-incomplete', clause: 'OFF-01', text: words.leftInName, values: { count: held } }];
	if (held === 0 && !(await isStaff(trx, person))) return left;
	const completed = await firstOf(trx('crm_departures').where({ person, status: 'completed' }).select('id').first());
	if (completed !== undefined) return left;
	return [...left, { rule: 'departure-not-completed', clause: 'OFF-02', text: words.notCompleted }];
}

async function refuseEarlyEnd(
	people: readonly string[],
	{ database, accountability }: Pick<EventContext, 'database' | 'accountability'>,
): Promise<void> {
	for (const person of people) {
		const violations = await whatStandsAgainst(database, person);
		if (violations.length > 0) throw await refusal(database, accountability, { collection: 'directus_users', id: person }, violations);
	}
}

const idsOf = (keys: unknown): readonly string[] => [...new Set((Array.isArray(keys) ? keys : [keys]).map(String))];

/** Accounts that are in use now; closing a closed one again changes nothing. */
async function inUse(trx: Knex, people: readonly string[]): Promise<readonly string[]> {
	const rows = await rowsOf<{ id: string; status: string }>(trx('directus_users').whereIn('id', people).select('id', 'status'));
	return rows.filter(({ status }) => !closed.includes(status)).map(({ id }) => id);
}

const snapshotModel = z.looseObject({ status: z.string().optional() });

/** Whether an account was closed already before the write that is being recorded: its last revision says so. Other edits of it go on. */
async function wasClosed(trx: Knex, person: string): Promise<boolean> {
	const last = await firstOf<{ data: unknown }>(
		trx('directus_revisions').where({ collection: 'directus_users', item: person }).orderBy('id', 'desc').select('data').first(),
	);
	if (last === undefined || last.data === null) return false;
	return closed.includes(snapshotModel.parse(typeof last.data === 'string' ? JSON.parse(last.data) : last.data).status);
}

/**
 * The gate before an account is suspended, archived or deleted, for administrators as for everybody. The second look, after the write
 * and before the commit, sees Flows and services that emit no events and a payload another filter has replaced.
 */
export function registerAccountGate({ filter }: Pick<RegisterFunctions, 'filter'>): void {
	filter('users.update', async (payload, meta, context) => {
		const { status } = payload as { status?: unknown };
		if (closed.includes(status)) await refuseEarlyEnd(await inUse(context.database, idsOf(meta['keys'])), context);
		return payload;
	});
	filter('users.delete', async (keys, _meta, context) => {
		await refuseEarlyEnd(idsOf(keys), context);
		return keys;
	});
	filter('activity.create', async (payload, _meta, { database }) => {
		const { collection, action, item, user } = payload as { collection: string; action: string; item: string; user: string | null };
		if (collection !== 'directus_users' || !['update', 'delete'].includes(action)) return payload;
		const row = await firstOf<{ status: string }>(database('directus_users').where({ id: item }).select('status').first());
		const ended = action === 'delete' || (row !== undefined && closed.includes(row.status) && !(await wasClosed(database, item)));
		const accountability = user === null ? null : { user, role: null, roles: [], admin: false, app: false, ip: null };
		if (ended) await refuseEarlyEnd([item], { database, accountability });
		return payload;
	});
}
