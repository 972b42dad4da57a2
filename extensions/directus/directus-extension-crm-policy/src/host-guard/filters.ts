import type { EventContext, RegisterFunctions } from '@directus/types';
import { z } from 'zod';
import type { Refuser } from './refuse.js';
import type { GuardId } from './guard-ids.js';

type Filter = RegisterFunctions['filter'];

/** Refuses updates of fields that decide in whose name something stands, for everybody but administrators. */
function keepFields(filter: Filter, refuser: Refuser, event: string, guard: GuardId, fields: readonly string[]): void {
	filter(event, async (payload: unknown, _meta: unknown, { accountability, database }: EventContext) => {
		if (accountability === null || accountability.admin || typeof payload !== 'object' || payload === null) return payload;
		if (fields.some((field) => field in payload)) throw await refuser.ofWrite(guard, accountability, database);
		return payload;
	});
}

/** What only administrators read of the project's settings: whoever the project belongs to, and all about language models. */
const isPrivate = (field: string): boolean =>
	/^(?:ai|mcp)_/.test(field) || ['project_owner', 'project_usage', 'org_name', 'product_updates', 'project_status'].includes(field);

const blanked = (row: unknown): unknown =>
	typeof row === 'object' && row !== null
		? Object.fromEntries(Object.entries(row).map(([field, value]) => [field, isPrivate(field) ? null : value]))
		: row;

const color = z.union([z.null(), z.string().regex(/^#[0-9a-f]{6}(?:[0-9a-f]{2})?$/i)]);
const mailModel = z.looseObject({ template: z.looseObject({ name: z.string().regex(/^[\w-]+$/) }).nullish() });

/** The parts of the guard that see what the host's services are about to write, read or send: on every path, GraphQL and batches too. */
export function registerFilters({ filter }: { readonly filter: Filter }, refuser: Refuser): void {
	keepFields(filter, refuser, 'shares.update', 'share-fields', ['user_created', 'role', 'collection', 'item']);
	keepFields(filter, refuser, 'comments.update', 'comment-fields', ['user_created', 'collection', 'item']);
	filter('settings.read', (rows, _meta, { accountability }) =>
		accountability === null || accountability.admin || !Array.isArray(rows) ? rows : rows.map(blanked),
	);
	filter('settings.update', async (payload, _meta, { accountability, database }) => {
		if (typeof payload === 'object' && payload !== null && 'project_color' in payload && !color.safeParse(payload.project_color).success)
			throw await refuser.ofWrite('project-color', accountability, database);
		return payload;
	});
	filter('email.send', async (mail, _meta, { accountability, database }) => {
		if (!mailModel.safeParse(mail).success) throw await refuser.ofWrite('mail-template', accountability, database);
		return mail;
	});
}
