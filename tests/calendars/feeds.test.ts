import { createHash, randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { useOwnDirectus, type Body } from '../harness/directus.js';
import { inDays } from '../gifts/giving.js';
import { Visiting } from '../visits/visiting.js';
import { fetchCalendar, subscribe, type FetchedCalendar, type ReadEvent, type Subscription } from './subscribing.js';

const directus = useOwnDirectus({ because: 'its log is read, it is restarted, and a table is taken from it' });
let office: Visiting;

beforeAll(async () => {
	office = await Visiting.open(directus);
});

const fetched = (feed: Subscription, headers?: Readonly<Record<string, string>>): Promise<FetchedCalendar> =>
	fetchCalendar(directus, feed.path, headers);
const eventOf = async (feed: Subscription, uid: string): Promise<ReadEvent | undefined> =>
	(await fetched(feed)).events.find((event) => event.uid === uid);
const shown = async (feed: Subscription, uid: string): Promise<ReadEvent> => {
	const event = await eventOf(feed, uid);
	if (event === undefined) throw new Error(`${uid} is not in the calendar.`);
	return event;
};
const at = (days: number, hour: number): { starts_at: string; ends_at: string } => ({
	starts_at: `${inDays(days)}T${String(hour).padStart(2, '0')}:00:00Z`,
	ends_at: `${inDays(days)}T${String(hour + 1).padStart(2, '0')}:00:00Z`,
});
/** Calendars know seconds: what happens within one is told apart from the next. */
const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1100 - (Date.now() % 1000)));

function expectRisen(before: ReadEvent, after: ReadEvent): void {
	expect(after.uid).toBe(before.uid);
	expect(after.sequence).toBeGreaterThan(before.sequence);
	expect(after.lastModified).toBeGreaterThan(before.lastModified);
}

describe('A calendar that somebody subscribes to', () => {
	it('is answered in full, with everything a client needs to ask again, and no more', async () => {
		const feed = await subscribe(office.as('sales'));
		const visit = await office.plan('sales', await office.customer('sales'), {
			title: '春季新品; samples, "A"',
			...at(3, 2),
			agenda: 'First\nsecond',
		});
		const { status, headers, text } = await fetched(feed);
		expect(status).toBe(200);
		expect(Object.fromEntries(headers)).toMatchObject({
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent('My visits, 我的拜访.ics')}`,
			'cache-control': 'private, no-cache',
			vary: 'Accept-Encoding',
			'x-robots-tag': 'noindex',
			'referrer-policy': 'no-referrer',
			'x-content-type-options': 'nosniff',
			etag: `"${createHash('sha256').update(text).digest('hex')}"`,
		});
		expect(headers.get('last-modified')).toMatch(/GMT$/);
		expect(headers.get('set-cookie')).toBeNull();
		expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
		expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
		expect(await shown(feed, visit)).toMatchObject({ summary: '春季新品; samples, "A"', status: 'TENTATIVE', sequence: 0 });
		const description = (await shown(feed, visit)).description ?? '';
		expect(description).toContain('First\nsecond');
		expect(description).toContain('Emma Wright');
	});

	it('is the same to the byte while nothing changes, which a client is told without the calendar', async () => {
		const feed = await subscribe(office.as('sales'));
		const [first, second] = [await fetched(feed), await fetched(feed)];
		expect(second.text).toBe(first.text);
		const etag = first.headers.get('etag') ?? '';
		for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
			const { status, text, headers } = await fetched(feed, { 'if-none-match': known });
			expect([status, text]).toEqual([304, '']);
			expect([headers.get('etag'), headers.get('cache-control'), headers.get('vary')]).toEqual([
				etag,
				'private, no-cache',
				'Accept-Encoding',
			]);
		}
		expect((await fetched(feed, { 'if-none-match': '"other"' })).status).toBe(200);
		const since = first.headers.get('last-modified') ?? '';
		expect((await fetched(feed, { 'if-modified-since': since })).status).toBe(304);
		expect((await fetched(feed, { 'if-none-match': '"other"', 'if-modified-since': since })).status).toBe(200);
	});

	it('has its length in front, is there for HEAD, and packed for those who take that', async () => {
		const feed = await subscribe(office.as('sales'));
		const { text, headers } = await fetched(feed, { 'accept-encoding': 'identity' });
		expect(headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
		const head = await fetchCalendar(directus, feed.path, { 'accept-encoding': 'identity' }, 'HEAD');
		expect([head.status, head.text, head.headers.get('content-length'), head.headers.get('etag')]).toEqual([
			200,
			'',
			headers.get('content-length'),
			headers.get('etag'),
		]);
		const packed = await new Promise<{ encoding: string | undefined; length: string | undefined; bytes: Buffer }>((resolve, reject) => {
			request(new URL(feed.path, directus.url), { headers: { 'accept-encoding': 'gzip' } }, (response) => {
				const parts: Buffer[] = [];
				response.on('data', (part: Buffer) => parts.push(part));
				response.on('end', () =>
					resolve({
						encoding: response.headers['content-encoding'],
						length: response.headers['content-length'],
						bytes: Buffer.concat(parts),
					}),
				);
			})
				.on('error', reject)
				.end();
		});
		expect([packed.encoding, packed.length]).toEqual(['gzip', String(packed.bytes.length)]);
		expect(gunzipSync(packed.bytes).toString()).toBe(text);
	});

	it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('is not there for %s', async (method) => {
		const feed = await subscribe(office.as('sales'));
		const { status, headers } = await fetchCalendar(directus, feed.path, {}, method);
		expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD']);
		const { body } = await office.as('sales').request('DELETE', `/crm/feeds/${feed.id}`);
		expect(body.data).toMatchObject({ id: feed.id });
	});
});

describe('An event in a calendar', () => {
	it('keeps its identity and rises with every change of what is shown', async () => {
		const feed = await subscribe(office.as('sales'));
		const customer = await office.customer('sales');
		const visit = await office.plan('sales', customer, { title: 'As planned', ...at(4, 2) });
		const changes: readonly (readonly [string, () => Promise<unknown>])[] = [
			['title', () => office.as('sales').request('PATCH', `/items/crm_visits/${visit}`, { title: 'Renamed' })],
			['time', () => office.as('sales').request('PATCH', `/items/crm_visits/${visit}`, at(5, 3))],
			['customer’s name', () => office.as('sales').request('PATCH', `/items/crm_customers/${customer}`, { name: 'Renamed Tailors' })],
			['customer’s address', () => office.as('sales').request('PATCH', `/items/crm_customers/${customer}`, { address: '1 New Road' })],
			['state', () => office.accepted('sales', visit, 'confirm')],
			[
				'colleague’s name',
				async () =>
					office.admin.request('PATCH', `/users/${await office.idOf('sales')}`, { last_name: `Wright-${randomUUID().slice(0, 4)}` }),
			],
			[
				'colleague who comes along',
				async () => office.as('sales').request('POST', '/items/crm_visit_participants', { visit, user: await office.idOf('sales.second') }),
			],
			['cancelled', () => office.accepted('sales', visit, 'cancel', { comment: 'They are away' })],
		];
		let before = await shown(feed, visit);
		for (const [what, change] of changes) {
			await nextSecond();
			await change();
			const after = await shown(feed, visit);
			expect(after, what).not.toEqual(before);
			expectRisen(before, after);
			before = after;
		}
		expect(before).toMatchObject({ summary: 'Cancelled: Renamed', status: 'CANCELLED', location: '1 New Road' });
		expect(before.description).toContain('Renamed Tailors');
		// What is not shown changes nothing.
		const etag = (await fetched(feed)).headers.get('etag');
		await office.as('sales').request('PATCH', `/items/crm_customers/${customer}`, { industry: 'Tailoring' });
		expect((await fetched(feed, { 'if-none-match': etag ?? '' })).status).toBe(304);
		expect((await fetched(feed)).headers.get('etag')).toBe(etag);
	}, 60_000);

	it('stays what it was, and costs next to nothing, however often its customer is written without a word that is shown', async () => {
		const feed = await subscribe(office.as('sales'));
		const customer = await office.customer('sales');
		const visit = await office.plan('sales', customer, at(16, 2));
		const before = await fetched(feed);
		const event = await shown(feed, visit);
		const etag = before.headers.get('etag') ?? '';
		const kept = () => directus.database('crm_calendar_texts').where({ item: visit }).orderBy('showing');
		const texts = await kept();
		await office.accepted(
			'sales',
			customer,
			'record_contact',
			{ input: { content: 'They asked for swatches.', direction: 'theirs' } },
			'crm_customers',
		);
		// Of the sixty calendars of an hour four are left: if each answer below were worked out like one, the last would be refused.
		for (let time = 0; time < 54; time++) await fetched(feed);
		for (let time = 0; time < 5; time++) {
			await office.as('sales').request('PATCH', `/items/crm_customers/${customer}`, { industry: `Tailoring ${String(time)}` });
			expect((await fetched(feed, { 'if-none-match': etag })).status).toBe(304);
		}
		expect(await shown(feed, visit)).toEqual(event);
		expect(await kept()).toEqual(texts);
		await nextSecond();
		await office.as('sales').request('PATCH', `/items/crm_customers/${customer}`, { name: 'Renamed after all' });
		expect((await fetched(feed, { 'if-none-match': etag })).status).toBe(200);
		expectRisen(event, await shown(feed, visit));
	}, 120_000);

	it('leaves at once when its visit is deleted or somebody else’s', async () => {
		const [feed, theirs] = [await subscribe(office.as('sales')), await subscribe(office.as('sales.second'))];
		const customer = await office.customer('sales');
		const [deleted, handed] = [await office.plan('sales', customer, at(6, 2)), await office.plan('sales', customer, at(7, 2))];
		expect((await fetched(feed)).events.map(({ uid }) => uid)).toEqual(expect.arrayContaining([deleted, handed]));
		expect((await office.as('sales').request('DELETE', `/items/crm_visits/${deleted}`)).status).toBe(204);
		await office.accepted('sales', handed, 'reassign', { input: { visitor: await office.idOf('sales.second') } });
		const uids = (await fetched(feed)).events.map(({ uid }) => uid);
		expect(uids).not.toContain(deleted);
		expect(uids).not.toContain(handed);
		expect((await fetched(theirs)).events.map(({ uid }) => uid)).toContain(handed);
	});

	it('of a cancelled visit leaves at once where that was asked for', async () => {
		const [kept, omitted] = [await subscribe(office.as('sales')), await subscribe(office.as('sales'), { omit_cancelled: true })];
		const visit = await office.plan('sales', await office.customer('sales'), at(8, 2));
		await office.accepted('sales', visit, 'cancel', { comment: 'Nobody there' });
		expect((await shown(kept, visit)).status).toBe('CANCELLED');
		expect(await eventOf(omitted, visit)).toBeUndefined();
	});

	it('of whole days has the days that were meant', async () => {
		const feed = await subscribe(office.as('sales'));
		const visit = await office.plan('sales', await office.customer('sales'), {
			all_day: true,
			starts_at: undefined,
			ends_at: undefined,
			starts_on: inDays(9),
			ends_on: inDays(10),
		});
		expect(await shown(feed, visit)).toMatchObject({ start: inDays(9), end: inDays(11) });
	});

	it('that cannot be shown does not cost the others their calendar, and is told to its owner', async () => {
		const feed = await subscribe(office.as('sales.second'));
		const customer = await office.customer('sales.second');
		const [good, bad] = [await office.plan('sales.second', customer, at(11, 2)), await office.plan('sales.second', customer, at(12, 2))];
		const day = new Date(`${inDays(12)}T02:00:00Z`);
		await office.letPass(bad, { starts_at: day, ends_at: day });
		await directus.database('crm_visits').where({ id: bad }).select('id');
		const { status, events } = await fetched(feed);
		expect(status).toBe(200);
		expect(events.map(({ uid }) => uid)).toContain(good);
		expect(events.map(({ uid }) => uid)).not.toContain(bad);
		const row = await office.row(feed.id, 'crm_calendar_feeds');
		expect(row['faulty']).toBe(1);
		await directus.logSays(`visit ${bad} is left out`);
	});
});

describe('What a calendar shows', () => {
	it('is only that time is taken, where no more was asked for, under identities of its own', async () => {
		const customer = await office.customer('sales');
		const visits = [
			// At an hour at which nobody of the demo company visits anybody.
			await office.plan('sales', customer, { title: 'Secret talks', ...at(20, 19) }),
			await office.plan('sales', customer, { title: 'More talks', ...at(20, 20) }),
		];
		const [one, other] = [await subscribe(office.as('sales'), { detail: 'busy' }), await subscribe(office.as('sales'), { detail: 'busy' })];
		const [first, second] = [await fetched(one), await fetched(other)];
		const busy = first.events.find(({ start }) => start.startsWith(`${inDays(20)}T19`));
		expect(busy).toMatchObject({ summary: 'Busy', end: `${inDays(20)}T21:00:00Z` });
		expect(new Set(busy?.names)).toEqual(new Set(['dtstamp', 'last-modified', 'sequence', 'uid', 'summary', 'dtstart', 'dtend', 'transp']));
		expect((busy?.lastModified ?? 1) % 3600).toBe(0);
		expect(first.text).not.toMatch(/talks|Tailors|URL:http[^\r]*crm_visits/);
		for (const visit of visits) expect(first.text).not.toContain(visit);
		const uids = new Set(first.events.map(({ uid }) => uid));
		expect(second.events.filter(({ uid }) => uids.has(uid))).toEqual([]);
	});

	it('is title and time, or of a department who goes to whom', async () => {
		const customer = await office.customer('sales');
		await office.as('sales').request('PATCH', `/items/crm_customers/${customer}`, { name: 'Harbour Mills' });
		const visit = await office.plan('sales', customer, { title: 'Dyes', agenda: 'Margins', ...at(21, 2) });
		const brief = await subscribe(office.as('sales'), { detail: 'title' });
		expect(await shown(brief, visit)).toMatchObject({ summary: 'Dyes', description: null, location: null });
		const department = await subscribe(office.as('sales.manager'), { scope: 'department' });
		const event = await shown(department, visit);
		expect(event.summary).toMatch(/^Emma Wright\S* · Harbour Mills$/);
		expect(event.description).toBeNull();
		const ofCustomer = await subscribe(office.as('sales'), { scope: `customer:${customer}` });
		expect((await fetched(ofCustomer)).events.map(({ uid }) => uid)).toEqual([visit]);
	});

	it('is in the language of its owner, and rises when that changes', async () => {
		const feed = await subscribe(office.as('sales.second'));
		const visit = await office.plan('sales.second', await office.customer('sales.second'), {
			title: null,
			customer: undefined,
			...at(22, 2),
		});
		const before = await shown(feed, visit);
		const me = await office.idOf('sales.second');
		await nextSecond();
		await office.admin.request('PATCH', `/users/${me}`, { language: 'zh-CN' });
		const chinese = await shown(feed, visit);
		expectRisen(before, chinese);
		expect(chinese.description).toContain('经办人');
		await nextSecond();
		await office.admin.request('PATCH', `/users/${me}`, { language: 'en-US' });
		const again = await shown(feed, visit);
		// The text is the one of before; its revision is not.
		expect(again.description).toBe(before.description);
		expectRisen(chinese, again);
	});
});

describe('Whoever has the address', () => {
	it('sees what its owner sees at this moment, and nothing once they see nothing', async () => {
		const visitor = 'export';
		const feed = await subscribe(office.as('export'), { name: 'Export' });
		const customer = await office.customer(visitor);
		const visit = await office.plan(visitor, customer, { title: 'At the harbour', ...at(13, 2) });
		const before = await fetched(feed);
		expect(before.events.map(({ uid }) => uid)).toContain(visit);
		const me = await office.idOf(visitor);
		const { role } = await office.row(me, 'directus_users');

		// A role that reads no visits: they leave the calendar, and its validator changes.
		await directus.database('directus_users').where({ id: me }).update({ role: null });
		const without = await fetched(feed, { 'if-none-match': before.headers.get('etag') ?? '' });
		expect([without.status, without.events.length]).toEqual([200, 0]);
		await directus
			.database('directus_users')
			.where({ id: me })
			.update({ role: role as string });
		expect((await fetched(feed)).events.map(({ uid }) => uid)).toContain(visit);

		await directus.database('directus_users').where({ id: me }).update({ status: 'suspended' });
		const suspended = await fetched(feed);
		const unknown = await fetchCalendar(directus, `/crm/feeds/${'x'.repeat(43)}.ics`);
		expect([suspended.status, suspended.text]).toEqual([unknown.status, unknown.text]);
		expect(suspended.status).toBe(404);
		await directus.database('directus_users').where({ id: me }).update({ status: 'active' });
		expect((await fetched(feed)).status).toBe(200);
	});

	it('does not see a field that its owner may not read, and then again, each time with a higher revision', async () => {
		const feed = await subscribe(office.as('sales'));
		const visit = await office.plan('sales', await office.customer('sales'), { agenda: 'Confidential margin', ...at(14, 2) });
		const before = await shown(feed, visit);
		expect(before.description).toContain('Confidential margin');
		const [policy] = await directus
			.database('directus_permissions')
			.join('directus_access', 'directus_access.policy', 'directus_permissions.policy')
			.join('directus_users', 'directus_users.role', 'directus_access.role')
			.where({ 'directus_users.email': 'sales@example.com', collection: 'crm_visits', action: 'read' })
			.pluck<number[]>('directus_permissions.id');
		const [fields = ''] = await directus.database('directus_permissions').where({ id: policy }).pluck<string[]>('fields');
		await nextSecond();
		await directus
			.database('directus_permissions')
			.where({ id: policy })
			.update({
				fields: fields
					.split(',')
					.filter((field) => field !== 'agenda')
					.join(','),
			});
		try {
			await office.admin.request('POST', '/utils/cache/clear');
			const hidden = await shown(feed, visit);
			expect(hidden.description).not.toContain('Confidential margin');
			expectRisen(before, hidden);
			await nextSecond();
			await directus.database('directus_permissions').where({ id: policy }).update({ fields });
			await office.admin.request('POST', '/utils/cache/clear');
			const again = await shown(feed, visit);
			expect(again.description).toBe(before.description);
			expectRisen(hidden, again);
		} finally {
			await directus.database('directus_permissions').where({ id: policy }).update({ fields });
			await office.admin.request('POST', '/utils/cache/clear');
		}
	});

	it('is out when the feed is revoked, has a new address, has expired, or its owner has left the department', async () => {
		const gone = await fetchCalendar(directus, `/crm/feeds/${'y'.repeat(43)}.ics`);
		const feed = await subscribe(office.as('sales'));
		const renewed = await office.as('sales').request<Body<{ id: string; url: string }>>('POST', `/crm/feeds/${feed.id}/rotate`);
		const replacement = new URL(renewed.body.data.url).pathname;
		expect(replacement).not.toBe(feed.path);
		expect([(await fetched(feed)).text, (await fetchCalendar(directus, replacement)).status]).toEqual([gone.text, 200]);
		await office.as('sales').request('DELETE', `/crm/feeds/${feed.id}`);
		expect((await fetchCalendar(directus, replacement)).text).toBe(gone.text);
		expect(await directus.database('crm_calendar_keys').where({ feed: feed.id })).toEqual([]);
		expect((await office.as('sales').request('DELETE', `/crm/feeds/${feed.id}`)).status).toBe(403);

		const ending = await subscribe(office.as('sales'), { expires_on: inDays(1) });
		await directus.database.transaction(async (trx) => {
			await trx('crm_tickets').insert({ collection: 'crm_calendar_feeds', item: ending.id, op: 'update' });
			await trx('crm_calendar_feeds')
				.where({ id: ending.id })
				.update({ expires_on: new Date(Date.now() - 3 * 86_400_000) });
		});
		expect((await fetched(ending)).text).toBe(gone.text);

		const department = await subscribe(office.as('sales.manager'), { scope: 'department' });
		expect((await fetched(department)).status).toBe(200);
		const me = await office.idOf('sales.manager');
		const { crm_department: home } = await office.row(me, 'directus_users');
		const [elsewhere] = await directus
			.database('crm_departments')
			.whereNot({ id: home as string })
			.pluck<string[]>('id');
		await directus.database('directus_users').where({ id: me }).update({ crm_department: elsewhere });
		expect((await fetched(department)).text).toBe(gone.text);
		await directus
			.database('directus_users')
			.where({ id: me })
			.update({ crm_department: home as string });
	});

	it('may fetch sixty times an hour, where “nothing new” counts a tenth, and may not try secrets', async () => {
		const feed = await subscribe(office.as('service'), { name: 'Often' });
		const { headers } = await fetched(feed);
		const etag = headers.get('etag') ?? '';
		for (let time = 0; time < 20; time++) expect((await fetched(feed, { 'if-none-match': etag })).status).toBe(304);
		const answers: number[] = [];
		for (let time = 0; time < 60; time++) answers.push((await fetched(feed)).status);
		// Sixty full answers are six hundred points; the first and the twenty took thirty of them.
		expect([answers.indexOf(429), answers.at(-1)]).toEqual([57, 429]);
		expect(Number((await fetched(feed)).headers.get('retry-after'))).toBeGreaterThan(0);
	});
});

describe('Making feeds', () => {
	it('is refused to those who may not have what they ask for, with the clause', async () => {
		const answer = await office.as('sales').request('POST', '/crm/feeds', { name: 'All', scope: 'department' });
		expect(answer.status).toBe(422);
		expect(answer.body.errors[0]?.extensions).toMatchObject({
			code: 'POLICY_VIOLATION',
			collection: 'crm_calendar_feeds',
			violations: [{ rule: 'department-feed', clause: 'CON-03', field: 'scope' }],
		});
		const hidden = await office.customer('export');
		const foreign = await office.as('sales').request('POST', '/crm/feeds', { name: 'Theirs', scope: `customer:${hidden}` });
		const missing = await office.as('sales').request('POST', '/crm/feeds', { name: 'None', scope: `customer:${randomUUID()}` });
		expect([foreign.status, foreign.body]).toEqual([403, missing.body]);
		for (const asked of [
			{ name: '', scope: 'mine' },
			{ name: 'A', scope: 'all' },
			{ name: 'A', scope: 'mine', owner: randomUUID() },
		])
			expect((await office.as('sales').request('POST', '/crm/feeds', asked)).status).toBe(400);
		expect((await directus.request('POST', '/crm/feeds', { name: 'A', scope: 'mine' })).status).toBe(403);
	});

	it('is nobody else’s business: others neither see, renew nor revoke them; an administrator may revoke', async () => {
		const feed = await subscribe(office.as('sales'));
		const second = office.as('sales.second');
		expect((await second.request('GET', `/items/crm_calendar_feeds/${feed.id}`)).status).toBe(403);
		expect((await second.request('DELETE', `/crm/feeds/${feed.id}`)).status).toBe(403);
		expect((await second.request('POST', `/crm/feeds/${feed.id}/rotate`)).status).toBe(403);
		expect((await office.admin.request('POST', `/crm/feeds/${feed.id}/rotate`)).status).toBe(403);
		expect((await office.as('auditor').request('GET', `/items/crm_calendar_feeds/${feed.id}`)).status).toBe(200);
		const ended = await office.admin.request('DELETE', `/crm/feeds/${feed.id}`, { comment: 'Seen on a shared screen.' });
		expect(ended.status).toBe(200);
		expect(await office.row(feed.id, 'crm_calendar_feeds')).toMatchObject({ revoked_by: office.admin.user });
		expect((await fetched(feed)).status).toBe(404);
		// It is on record, with the reason, and its owner learns of it.
		const [entry] = (await directus.database('crm_ledger').where({ item: feed.id })) as Record<string, unknown>[];
		expect(entry).toMatchObject({ collection: 'crm_calendar_feeds', command: 'revoke', to: 'revoked', actor: office.admin.user });
		const comments = await directus.database('crm_command_comments').where({ seq: entry?.['seq'] as number });
		expect(comments).toMatchObject([{ comment: 'Seen on a shared screen.' }]);
		const told = (await directus.database('crm_outbox').where({ item: feed.id })) as Record<string, unknown>[];
		expect(told).toMatchObject([{ recipient: await office.idOf('sales'), subject: 'Calendar feed ended: My visits, 我的拜访' }]);
		expect(String(told[0]?.['body'])).toContain('Seen on a shared screen.');
		await office.expectLedgerIntact();
	});

	it('needs no reason for one’s own, and tells nobody about it', async () => {
		const feed = await subscribe(office.as('sales'));
		expect((await office.as('sales').request('DELETE', `/crm/feeds/${feed.id}`)).status).toBe(200);
		expect(await directus.database('crm_ledger').where({ item: feed.id })).toMatchObject([{ actor: await office.idOf('sales') }]);
		expect(await directus.database('crm_outbox').where({ item: feed.id })).toEqual([]);
	});

	it('happens at its own endpoints only', async () => {
		const feed = await subscribe(office.as('sales'));
		for (const client of [office.as('sales'), office.admin]) {
			const changed = await client.request('PATCH', `/items/crm_calendar_feeds/${feed.id}`, { detail: 'full' });
			expect([403, 422]).toContain(changed.status);
			expect((await client.request('GET', '/items/crm_calendar_keys')).status).toBe(403);
			expect((await client.request('GET', '/items/crm_calendar_texts')).status).toBe(403);
		}
	});
});

describe('The secret', () => {
	it('is in no log and in no table after it was used, refused, and something broke', async () => {
		const feed = await subscribe(office.as('sales'));
		const { secret } = feed;
		expect(secret).toMatch(/^[\w-]{43}$/);
		for (const path of [
			feed.path,
			`${feed.path}?access_token=x`,
			`/crm/feeds/${secret}`,
			`/crm/feeds/${secret}.ics/more`,
			`/crm//feeds/${secret}.ics`,
		])
			await fetchCalendar(directus, path, { 'user-agent': 'Calendar/1.0', referer: 'https://elsewhere.example' });
		await fetchCalendar(directus, feed.path, {}, 'POST');

		// Something breaks on our side: the texts cannot be read.
		await directus.database.schema.renameTable('crm_calendar_texts', 'crm_calendar_texts_away');
		try {
			await office.plan('sales', await office.customer('sales'), at(15, 2));
			const broken = await fetched(feed);
			expect([broken.status, broken.headers.get('retry-after'), broken.headers.get('cache-control')]).toEqual([503, '300', 'no-store']);
			expect(broken.text).not.toContain(secret);
		} finally {
			await directus.database.schema.renameTable('crm_calendar_texts_away', 'crm_calendar_texts');
		}
		expect((await fetched(feed)).status).toBe(200);

		await directus.restart();
		office = await Visiting.open(directus);
		expect((await fetched(feed)).status).toBe(200);
		await directus.logSays('/crm/feeds/-');
		expect(directus.log()).not.toContain(secret);
		const tables = [
			'crm_calendar_feeds',
			'crm_calendar_keys',
			'crm_calendar_texts',
			'directus_activity',
			'directus_revisions',
			'crm_outbox',
		];
		const kept = await Promise.all(tables.map((table) => directus.database(table).select('*')));
		expect(JSON.stringify(kept)).not.toContain(secret);
		expect(JSON.stringify(kept)).toContain(createHash('sha256').update(secret).digest('hex'));
		const row = await office.row(feed.id, 'crm_calendar_feeds');
		expect(row['last_client']).not.toBeNull();
	}, 120_000);
});
