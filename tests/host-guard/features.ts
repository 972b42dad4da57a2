import { expect, it } from 'vitest';
import type { Answer, Body } from '../harness/directus.js';
import { eventually } from '../provision/database-state.js';
import { noteFlow, openWebhook, type Situation } from './situation.js';

/** What Directus offers people by itself: a journey for each, tried on the situation that is there once the tests run. */
export function directusFeatures(situation: Situation): void {
	const ok = (answer: Answer<unknown>): void => {
		expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
		expect((answer.body as { errors?: unknown } | null)?.errors).toBeUndefined();
	};

	it('people sign in, stay signed in and sign out', async () => {
		const { directus } = situation;
		const login = await directus.request<Body<{ access_token: string; refresh_token: string }>>('POST', '/auth/login', {
			email: 'gm@example.com',
			password: 'crm-demo-2026',
		});
		ok(login);
		const refreshed = await directus.request<Body<{ refresh_token: string }>>('POST', '/auth/refresh', {
			refresh_token: login.body.data.refresh_token,
			mode: 'json',
		});
		ok(refreshed);
		ok(await directus.request('POST', '/auth/logout', { refresh_token: refreshed.body.data.refresh_token, mode: 'json' }));
	});

	it('somebody who has forgotten the password sets a new one by mail', async () => {
		const { directus, mailbox } = situation;
		ok(await directus.request('POST', '/auth/password/request', { email: 'warehouse@example.com' }));
		const token = (): string | undefined =>
			mailbox.mails.flatMap((mail) => /admin\/reset-password\?token=([\w.-]+)/.exec(mail)?.[1] ?? []).at(-1);
		expect(await eventually(async () => token() !== undefined)).toBe(true);
		ok(await directus.request('POST', '/auth/password/reset', { token: token(), password: 'another-password-2026' }));
		expect((await directus.login('warehouse@example.com', 'another-password-2026')).email).toBe('warehouse@example.com');
	});

	it('files are uploaded and given back; images come in the sizes of presets', async () => {
		const { sales } = situation.people;
		const form = new FormData();
		form.append('title', 'Terms');
		form.append('file', new Blob(['Terms of delivery'], { type: 'text/plain' }), 'terms.txt');
		const uploaded = await sales.request('POST', '/files', form);
		ok(uploaded);
		expect((await sales.request<string>('GET', `/assets/${String(uploaded.body.data['id'])}`)).body).toBe('Terms of delivery');
		for (const query of ['', '?key=system-small-cover', '?key=system-large-contain', '?download']) {
			const picture = await sales.request('GET', `/assets/${situation.image}${query}`);
			expect(picture.status, query).toBe(200);
			expect(picture.headers.get('content-type')).toMatch(/^image\//);
		}
	});

	it('people comment on what they may read, and change what they wrote', async () => {
		const { sales } = situation.people;
		const comment = await sales.request('POST', '/comments', { comment: 'First', collection: 'kept_notes', item: String(situation.note) });
		ok(comment);
		ok(await sales.request('PATCH', `/comments/${String(comment.body.data['id'])}`, { comment: 'Second' }));
		ok(await sales.request('DELETE', `/comments/${String(comment.body.data['id'])}`));
	});

	it('a share is made, renamed by its owner, opened by a guest and taken back', async () => {
		const { sales } = situation.people;
		const share = await sales.request('POST', '/shares', { name: 'One', collection: 'kept_notes', item: String(situation.note) });
		ok(share);
		const path = `/shares/${String(share.body.data['id'])}`;
		ok(await sales.request('PATCH', path, { name: 'Two' }));
		const renamed: unknown = await situation.directus
			.database('directus_shares')
			.where({ id: share.body.data['id'] })
			.first('name', 'user_created');
		expect(renamed).toEqual({ name: 'Two', user_created: sales.user });
		ok(await situation.directus.request('POST', '/shares/auth', { share: share.body.data['id'] }));
		ok(await situation.admin.request('DELETE', path));
	});

	it('administrators make, change, run and delete flows, and delete people', async () => {
		const { admin } = situation;
		const flow = await noteFlow(admin, { trigger: 'webhook', options: { method: 'GET' } });
		ok(await admin.request('PATCH', `/flows/${flow}`, { name: 'Renamed' }));
		ok(await admin.request('DELETE', `/flows/${flow}`));
		const user = await admin.request('POST', '/users', { email: 'leaving@example.com', password: 'a-password-2026' });
		ok(user);
		ok(await admin.request('DELETE', `/users/${String(user.body.data['id'])}`));
		const other = await admin.request('POST', '/users', { email: 'leaving.too@example.com', password: 'a-password-2026' });
		ok(
			await admin.request('POST', '/graphql/system', {
				query: `mutation { delete_users_item(id: "${String(other.body.data['id'])}") { id } }`,
			}),
		);
	});

	it('flows run by a button for people, by GET and by a named POST for callers from outside', async () => {
		const runs = async (send: () => Promise<Answer<unknown>>): Promise<void> => {
			const before = await situation.runs();
			ok(await send());
			expect(await eventually(async () => (await situation.runs()) > before)).toBe(true);
		};
		await runs(() =>
			situation.people.sales.request('POST', `/flows/trigger/${situation.manualFlow}`, { collection: 'open_notes', keys: [1] }),
		);
		await runs(() => situation.directus.request('POST', `/flows/trigger/${openWebhook}`, {}));
		await runs(() => situation.directus.request('POST', `/Flows//Trigger/${openWebhook}/`, {}));
		const byGet = await noteFlow(situation.admin, { trigger: 'webhook', options: { method: 'GET' } });
		await runs(() => situation.directus.request('GET', `/flows/trigger/${byGet}`));
	});

	it('people who are signed in use GraphQL, with aliases and variables', async () => {
		const { sales } = situation.people;
		ok(
			await sales.request('POST', '/graphql', {
				query:
					'query find($title: String) { drafts: crm_contracts(filter: { title: { _neq: $title } }, limit: 2) { id buyer: customer { id } } }',
				variables: { title: 'constructor' },
			}),
		);
		ok(await sales.request('POST', '/graphql/system', { query: '{ me: users_me { id email } }' }));
		ok(await sales.request('GET', `/graphql?query=${encodeURIComponent('{ crm_contracts(search: "toString", limit: 1) { id } }')}`));
	});

	it('administrators import CSV and JSON, whatever the cells say', async () => {
		const { admin, directus } = situation;
		for (const [type, content] of [
			['text/csv', 'title,secret\n"the constructor, toString and __define",x\n'],
			['application/json', JSON.stringify([{ title: 'From JSON', secret: 'toString' }])],
		] as const) {
			const form = new FormData();
			form.append('file', new Blob([content], { type }), 'rows');
			ok(await admin.request('POST', '/utils/import/open_notes', form));
		}
		const titles: readonly string[] = await directus.database('open_notes').whereNotNull('secret').orderBy('title').pluck('title');
		expect(titles).toEqual(['From JSON', 'the constructor, toString and __define']);
	});

	it('a large file is imported as it is', async () => {
		const form = new FormData();
		const rows = Array.from({ length: 2000 }, (_, index) => `Row ${index},${'x'.repeat(100)}`);
		form.append('file', new Blob([`title,secret\n${rows.join('\n')}\n`], { type: 'text/csv' }), 'rows.csv');
		ok(await situation.admin.request('POST', '/utils/import/open_notes', form));
		const count = (await situation.directus.database('open_notes').where('title', 'like', 'Row %').count({ rows: '*' }).first()) as {
			rows: number | string;
		};
		expect(Number(count.rows)).toBe(2000);
	});

	it('nested queries work in every form: brackets, JSON, the body of a SEARCH', async () => {
		const { sales } = situation.people;
		for (const deep of [
			'deep[lines][_limit]=1',
			`deep=${encodeURIComponent('{"lines":{"_limit":1,"_sort":["-quantity"],"_filter":{"product":{"_neq":"string"}}}}')}`,
		])
			ok(await sales.request('GET', `/items/crm_contracts?fields=id,lines.id&limit=1&${deep}`));
		ok(
			await sales.request('SEARCH', '/items/crm_contracts', {
				query: { fields: ['id', 'lines.id'], deep: { lines: { _limit: 1 } }, limit: 1 },
			}),
		);
	});

	it('a version is saved by who may update versions', async () => {
		const { admin, people } = situation;
		const policy = await admin.request('POST', '/policies', { name: 'Versions' });
		const id = policy.body.data['id'];
		await admin.request('POST', '/permissions', {
			policy: id,
			collection: 'directus_versions',
			action: 'update',
			fields: ['*'],
			permissions: {},
		});
		await admin.request('POST', '/access', { policy: id, user: people['sales.manager'].user, sort: 5 });
		ok(await people['sales.manager'].request('POST', `/versions/${situation.version}/save`, { title: 'Saved by right' }));
		const row = (await situation.directus.database('directus_versions').where({ id: situation.version }).first()) as {
			delta: unknown;
		};
		expect(JSON.stringify(row.delta)).toContain('Saved by right');
		ok(await admin.request('DELETE', `/policies/${String(id)}`));
	});
}
