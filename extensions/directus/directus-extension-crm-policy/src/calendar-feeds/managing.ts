import { randomUUID } from 'node:crypto';
import { ForbiddenError, InvalidPayloadError } from '@directus/errors';
import { z } from 'zod';
import { feedRequestModel, mayFollowDepartment, mostFeeds, usualDetail, type FeedRequest } from '@crm-policy/rules/calendar-feeds/feed';
import { calendarFeedWords as words } from '@crm-policy/rules/calendar-feeds/words';
import { localDay } from '@crm-policy/rules/calendar/local-date';
import { say } from '@crm-policy/rules/words/text';
import { answering, read, type Handler } from '../endpoints/http.js';
import { startWork } from '../engine/command-bus.js';
import type { Caller, Host, Work } from '../engine/context.js';
import { assertVisible } from '../engine/records.js';
import { policyViolation } from '../engine/refusals.js';
import { firstOf, onlyRowOf } from '../engine/rows.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { assertSafe } from '../engine/safety.js';
import { insertRows, updateRow } from '../engine/writer.js';
import { revokeFeed } from './feeds.js';
import { newBusyKey, newSecret } from './secrets.js';
import type { FeedSettings } from './settings.js';

const collection = 'crm_calendar_feeds';

/** The address of a feed. This is the only time it can be told. */
function addresses({ publicUrl }: FeedSettings, id: string, secret: string): { id: string; url: string; webcal_url: string } {
	const url = `${publicUrl}/crm/feeds/${secret}.ics`;
	return { id, url, webcal_url: url.replace(/^https?:/, 'webcal:') };
}

/** Whether a feed of a whole department is for this person: who leads one, or is named as its head. */
async function mayHaveDepartment({ trx }: Work, { actor, accountability }: Caller): Promise<boolean> {
	const led =
		actor.department === null || actor.id === null
			? undefined
			: await firstOf(trx('crm_departments').where({ id: actor.department, head: actor.id }).select('id').first());
	return mayFollowDepartment({ roles: actor.roles, heads: led !== undefined, admin: accountability?.admin === true });
}

/** Where the visits of a feed come from; refuses what its owner may not follow. */
async function scopeColumns(
	work: Work,
	caller: Caller,
	{ scope }: FeedRequest,
): Promise<{ department: string | null; customer: string | null }> {
	if (scope.kind === 'customer') {
		await assertVisible(work, caller, 'crm_customers', scope.customer);
		return { department: null, customer: scope.customer };
	}
	if (scope.kind === 'mine') return { department: null, customer: null };
	const refuse = (text: (typeof words)['noDepartment']): never => {
		throw policyViolation(
			{ collection, id: null, command: 'create' },
			[{ rule: 'department-feed', clause: 'CON-03', field: 'scope', text }],
			caller.locale,
		);
	};
	if (caller.actor.department === null) refuse(words.noDepartment);
	if (!(await mayHaveDepartment(work, caller))) refuse(words.departmentRefused);
	return { department: caller.actor.department, customer: null };
}

/** Makes a feed for the person who asks. */
async function createFeed(host: Host, settings: FeedSettings, asked: FeedRequest, caller: Caller) {
	const owner = caller.actor.id;
	if (owner === null) throw new ForbiddenError();
	const schema = await host.getSchema();
	const { secret, hash } = newSecret();
	const id = randomUUID();
	await host.database.transaction(async (trx) => {
		const work = await startWork(host, trx, schema);
		const columns = await scopeColumns(work, caller, asked);
		// Counted under a lock, so that many requests at once make no more than one after the other would.
		await trx('directus_users').where({ id: owner }).forUpdate().select('id');
		const { feeds } = await onlyRowOf<{ feeds: number | string }>(
			trx(collection).where({ owner }).whereNull('revoked_at').count({ feeds: '*' }).first(),
		);
		if (Number(feeds) >= mostFeeds) throw new InvalidPayloadError({ reason: say(words.tooMany, caller.locale, { most: mostFeeds }) });
		const { time_zone } = await rulebookInForce(trx, work.now, caller.locale);
		if (asked.expires_on !== null && asked.expires_on < localDay(work.now, time_zone))
			throw new InvalidPayloadError({ reason: `expires_on: ${say(words.expired, caller.locale)}` });
		await insertRows(
			work,
			collection,
			[
				{
					id,
					name: asked.name,
					owner,
					scope: asked.scope.kind,
					...columns,
					detail: asked.detail ?? usualDetail(asked.scope.kind),
					omit_cancelled: asked.omit_cancelled,
					alarm: asked.alarm,
					expires_on: asked.expires_on,
					without_descriptions: false,
				},
			],
			owner,
		);
		await trx('crm_calendar_keys').insert({ feed: id, secret_hash: hash, busy_key: newBusyKey(), lift: 0, highest: 0 });
	});
	return { data: addresses(settings, id, secret) };
}

/** Why a feed is ended. The desk asks for it where the feed is somebody else's. */
const revocationModel = z.object({
	comment: z
		.string()
		.trim()
		.max(2000)
		.transform((said) => (said === '' ? null : said))
		.nullable()
		.default(null),
});

interface FoundFeed {
	readonly id: string;
	readonly owner: string;
	readonly name: string;
}

/** Finds a feed its owner, or an administrator, may manage; for everybody else there is none. */
async function managed(work: Work, { actor, accountability }: Caller, id: string | undefined): Promise<FoundFeed> {
	const asked = z.uuid().safeParse(id);
	if (!asked.success) throw new ForbiddenError();
	const feed = await firstOf<FoundFeed>(
		work.trx(collection).where({ id: asked.data }).whereNull('revoked_at').forUpdate().select('id', 'owner', 'name').first(),
	);
	if (feed === undefined || (feed.owner !== actor.id && accountability?.admin !== true)) throw new ForbiddenError();
	return feed;
}

/** Making, renewing and revoking feeds. */
export function managingRoutes(host: Host, settings: FeedSettings): readonly (readonly ['post' | 'delete', string, Handler])[] {
	return [
		[
			'post',
			'/feeds',
			answering(host, async ({ body }, caller) => {
				await assertSafe(host, caller.locale);
				return createFeed(host, settings, read(feedRequestModel, body), caller);
			}),
		],
		[
			// The old address ends at once; whoever had it is out.
			'post',
			'/feeds/:id/rotate',
			answering(host, async ({ params }, caller) => {
				await assertSafe(host, caller.locale);
				const schema = await host.getSchema();
				const { secret, hash } = newSecret();
				return host.database.transaction(async (trx) => {
					const work = await startWork(host, trx, schema);
					const feed = await managed(work, caller, params['id']);
					// An administrator may end somebody's feed, but never learns an address that opens it.
					if (feed.owner !== caller.actor.id) throw new ForbiddenError();
					await trx('crm_calendar_keys').where({ feed: feed.id }).update({ secret_hash: hash });
					await updateRow(work, collection, feed.id, null, { rotated_at: work.now }, caller.actor.id);
					return { data: addresses(settings, feed.id, secret) };
				});
			}),
		],
		[
			'delete',
			'/feeds/:id',
			answering(host, async ({ params, body }, caller) => {
				const schema = await host.getSchema();
				const { comment } = read(revocationModel, body ?? {});
				return host.database.transaction(async (trx) => {
					const work = await startWork(host, trx, schema);
					const feed = await managed(work, caller, params['id']);
					const { version } = await rulebookInForce(trx, work.now, caller.locale);
					await revokeFeed(work, feed, { user: caller.actor.id, rulebook: version, comment });
					return { data: { id: feed.id, revoked_at: work.now } };
				});
			}),
		],
	];
}
