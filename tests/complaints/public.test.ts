import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDirectus, type Answer, type Body, type Client, type OwnDirectus } from '../harness/directus.js';

const path = '/crm/public/complaints';

const matter = {
	kind: 'complaint',
	title: 'The damper leaks oil',
	content: 'Since Monday. 左前减震器漏油，附照片。',
	complainant: '王小明',
	complainant_contact: '+86 138 0000 1111',
	nature: 'product',
	product_name: 'Damper',
	customer_demand: 'Please replace it.',
} as const;

interface Receipt {
	readonly secret: string;
	readonly url: string;
	readonly received_on: string;
}

/** The smallest PNG there is. */
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

let directus: OwnDirectus;
let admin: Client;
let contacts = 0;

/** Each complaint of a test comes from somebody else, unless the test is about that. */
const somebody = (): string => `person${(contacts += 1)}@example.org`;

const complain = (entries: Readonly<Record<string, unknown>> = {}, headers: Readonly<Record<string, string>> = {}) =>
	directus.request<Body<Receipt>>('POST', path, { ...matter, complainant_contact: somebody(), ...entries }, { headers });

const formOf = (
	entries: Readonly<Record<string, string>>,
	files: readonly { name: string; bytes: Uint8Array<ArrayBuffer>; type?: string }[] = [],
) => {
	const form = new FormData();
	for (const [name, value] of Object.entries({ ...matter, complainant_contact: somebody(), ...entries })) form.append(name, value);
	for (const { name, bytes, type } of files) form.append('files', new Blob([bytes], { type: type ?? 'image/png' }), name);
	return form;
};

const rowOf = (title: string) => directus.database('crm_complaints').where({ title }).first<Record<string, unknown> | undefined>();
const codeOf = ({ body }: Answer<Pick<Body, 'errors'>>): unknown => body.errors[0]?.extensions.code;
const asPage = { accept: 'text/html,*/*;q=0.8' };

/** Enough for everything below but the test of the limits, which has a Directus of its own. */
const generous = { CRM_PUBLIC_COMPLAINTS: 'true', CRM_PUBLIC_COMPLAINTS_PER_ADDRESS: '1000' };

beforeAll(async () => {
	directus = await startDirectus({ because: 'its log is read', env: generous });
	admin = await directus.login('admin@example.com');
});
afterAll(async () => {
	await directus.stop();
});

describe('A complaint from somebody without an account', () => {
	it('enters the register as received, with an owner, and tells those responsible', async () => {
		const { status, body } = await complain({ title: 'Enters the register' });
		expect(status).toBe(201);
		expect(body.data.secret).toMatch(/^[\w-]{43}$/);
		const row = await rowOf('Enters the register');
		expect(row).toMatchObject({
			status: 'received',
			number: null,
			channel: 'online_service',
			complainant: '王小明',
			revision: 0,
			user_created: null,
		});
		const owner = await directus
			.database('directus_users')
			.where({ id: row?.['owner'] as string })
			.first<{ crm_department: string }>();
		expect(row?.['department']).toBe(owner.crm_department);
		const told = await directus
			.database('crm_outbox')
			.where({ item: row?.['id'] as string })
			.select('recipient', 'subject', 'body');
		expect(told.map(({ recipient }) => recipient as string)).toContain(row?.['owner']);
		expect(JSON.stringify(told)).not.toContain('Enters the register');
	});

	it('is seen by whoever answers for it', async () => {
		await complain({ title: 'Seen by its owner' });
		const row = await rowOf('Seen by its owner');
		const owner = await directus
			.database('directus_users')
			.where({ id: row?.['owner'] as string })
			.first<{ email: string }>();
		const client = await directus.login(owner.email);
		const answer = await client.request('GET', `/items/crm_complaints/${String(row?.['id'])}?fields=title`);
		expect(answer.body.data).toEqual({ title: 'Seen by its owner' });
	});

	it('says in the language asked for what is wrong, field by field, and keeps nothing', async () => {
		const before = await directus.database('crm_complaints').count({ rows: '*' }).first();
		const { status, body } = await directus.request('POST', `${path}?lang=zh-CN`, {
			title: 'x'.repeat(256),
			kind: 'praise',
			status: 'closed',
		});
		expect(status).toBe(400);
		expect(body.errors.map(({ message, extensions }) => [extensions['field'] ?? null, message])).toEqual(
			expect.arrayContaining([
				['kind', '请从“类型”的选项中选择。'],
				['title', '“事由”最多 255 字。'],
				['content', '请填写“详细情况”。'],
				['complainant', '请填写“您的姓名”。'],
				['complainant_contact', '请填写“电话或电子邮箱”。'],
				[null, '没有“status”这一项。'],
			]),
		);
		expect(await directus.database('crm_complaints').count({ rows: '*' }).first()).toEqual(before);
	});

	it.each([['status'], ['number'], ['owner'], ['accused'], ['internal_note'], ['id']])('cannot set %s', async (field) => {
		const answer = await complain({ title: `Sets ${field}`, [field]: 'x' });
		expect([answer.status, codeOf(answer)]).toEqual([400, 'INVALID_PAYLOAD']);
		expect(await rowOf(`Sets ${field}`)).toBeUndefined();
	});
});

describe('Attachments', () => {
	it('are judged by their bytes, stored under a safe name, and linked', async () => {
		const form = formOf({ title: 'With a picture' }, [{ name: '../../照片 <b>.exe', bytes: picture, type: 'application/x-msdownload' }]);
		const { status } = await directus.request('POST', path, form);
		expect(status).toBe(201);
		const row = await rowOf('With a picture');
		const [file] = await directus
			.database('crm_complaint_files')
			.join('directus_files', 'directus_files.id', 'crm_complaint_files.file')
			.where({ complaint: row?.['id'] as string })
			.select<Record<string, unknown>[]>('directus_files.id as id', 'filename_download', 'type', 'folder', 'uploaded_by');
		expect(file).toMatchObject({ filename_download: '照片 _b_.png', type: 'image/png', uploaded_by: null });
		expect((await directus.request('GET', `/assets/${String(file?.['id'])}`)).status).toBe(403);
		expect((await directus.request('GET', `/files?filter[folder][_eq]=${String(file?.['folder'])}`)).status).toBe(403);
		const shown = await admin.request<string>('GET', `/assets/${String(file?.['id'])}`);
		expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
	});

	it.each([
		['a page that says it is a picture', 'photo.png', Buffer.from('<html><script>alert(1)</script></html>')],
		['a program that says it is a PDF', 'invoice.pdf', Buffer.from(`MZ${'\0'.repeat(300)}`)],
		['a drawing with a script', 'logo.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
		['an empty file', 'empty.png', Buffer.alloc(0)],
	])('refuse %s, and then nothing at all is kept', async (kind, name, bytes) => {
		const files = async () => directus.database('directus_files').count({ rows: '*' }).first();
		const before = await files();
		const form = formOf({ title: `Refuses ${kind}` }, [
			{ name: 'good.png', bytes: picture },
			{ name, bytes },
		]);
		const answer = await directus.request('POST', path, form);
		expect(answer.status).toBe(400);
		expect(answer.body.errors).toMatchObject([{ extensions: { code: 'INVALID_PAYLOAD', field: 'files' } }]);
		expect(answer.body.errors[0]?.message).toContain(name);
		expect(await rowOf(`Refuses ${kind}`)).toBeUndefined();
		expect(await files()).toEqual(before);
	});

	it('refuse too many, too large a file, and too much together', async () => {
		const large = Buffer.concat([picture, Buffer.alloc(8 * 1024 * 1024)]);
		const many = await directus.request(
			'POST',
			path,
			formOf(
				{},
				Array.from({ length: 7 }, (_, index) => ({ name: `${index}.png`, bytes: picture })),
			),
		);
		const one = await directus.request('POST', path, formOf({}, [{ name: 'large.png', bytes: large }]));
		const seven = Buffer.concat([picture, Buffer.alloc(7 * 1024 * 1024)]);
		const together = await directus.request(
			'POST',
			path,
			formOf(
				{},
				['a', 'b', 'c'].map((name) => ({ name: `${name}.png`, bytes: seven })),
			),
		);
		expect([many, one, together].map(({ status, body }) => [status, body.errors[0]?.message])).toEqual([
			[400, 'At most 5 files can be sent.'],
			[400, '“large.png” is larger than 8 MB.'],
			[413, 'The files together are larger than 20 MB.'],
		]);
	});

	it('leave nothing behind when the complaint itself cannot be written', async () => {
		const files = async () => directus.database('directus_files').count({ rows: '*' }).first();
		const before = await files();
		const service = await directus.database('directus_users').whereNotNull('role').select('id', 'status');
		await directus.database('directus_users').whereNot({ email: 'admin@example.com' }).update({ status: 'suspended' });
		try {
			const answer = await directus.request('POST', path, formOf({ title: 'Nobody is there' }, [{ name: 'a.png', bytes: picture }]));
			expect([answer.status, answer.body.errors[0]?.message]).toEqual([
				503,
				'We cannot take in complaints here at the moment. Please telephone us.',
			]);
			expect(await rowOf('Nobody is there')).toBeUndefined();
			expect(await files()).toEqual(before);
		} finally {
			for (const { id, status } of service as { id: string; status: string }[])
				await directus.database('directus_users').where({ id }).update({ status });
		}
	});
});

describe('The status link', () => {
	it('shows state, days and what comes next in either language, and nothing else', async () => {
		const { body } = await complain({ title: 'Secret title', content: 'Secret content' });
		const english = await directus.request('GET', `${path}/${body.data.secret}?lang=en`);
		expect(english.body.data).toEqual({
			status: 'received',
			state: 'Received',
			next: 'We check it, register it and pass it to the people concerned.',
			milestones: [{ label: 'Received', day: body.data.received_on }],
		});
		const page = await directus.request<string>('GET', `${path}/${body.data.secret}`, undefined, {
			headers: { ...asPage, 'accept-language': 'zh-TW,en;q=0.5' },
		});
		expect(page.body).toContain('<dd id="state">已接收</dd>');
		for (const inside of ['Secret title', 'Secret content', '王小明', matter.product_name]) expect(page.body).not.toContain(inside);
		expect(
			Object.fromEntries(
				['cache-control', 'referrer-policy', 'x-robots-tag', 'content-security-policy'].map((name) => [name, page.headers.get(name)]),
			),
		).toMatchObject({
			'cache-control': 'no-store',
			'referrer-policy': 'no-referrer',
			'x-robots-tag': 'noindex, nofollow',
			'content-security-policy': expect.stringMatching(
				/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
			) as string,
		});
	});

	it('is kept as a hash only, and is in no log, activity, message or error', async () => {
		const { body } = await complain({ title: 'Looks for its secret' });
		const { secret } = body.data;
		await directus.request('GET', `${path}/${secret}?lang=en`);
		await directus.request('GET', `${path}/${secret}/and/more`, undefined, { headers: asPage });
		await directus.request('POST', `${path}/${secret}`, { x: 1 });
		await directus.request('GET', `/crm/public/hotlines?control=of-this-test`);
		const row = await rowOf('Looks for its secret');
		const kept = await directus.database('crm_complaint_links').where({ complaint: row?.['id'] as string });
		expect(kept).toMatchObject([{ secret_hash: createHash('sha256').update(secret).digest('hex'), revoked_at: null }]);
		const tables = await Promise.all(
			['crm_complaint_links', 'crm_complaints', 'crm_outbox', 'directus_notifications', 'directus_activity', 'directus_revisions'].map(
				(table) => directus.database(table).select('*'),
			),
		);
		expect(JSON.stringify(tables)).not.toContain(secret);
		await directus.logSays('/crm/public/hotlines?control=of-this-test');
		expect(directus.log()).toContain('GET /crm/public/complaints/-?lang=en');
		expect(directus.log()).not.toContain(secret);
	});

	it('answers alike for a secret that is unknown, malformed, or revoked', async () => {
		const { body } = await complain({ title: 'Revoked' });
		const row = await rowOf('Revoked');
		const newcomer = await directus.login('newcomer@example.com');
		expect((await newcomer.request('DELETE', `/crm/complaints/${String(row?.['id'])}/status-links`)).status).toBe(403);
		expect((await directus.request('DELETE', `/crm/complaints/${String(row?.['id'])}/status-links`)).status).toBe(403);
		const revoked = await admin.request<Body<{ revoked: number }>>('DELETE', `/crm/complaints/${String(row?.['id'])}/status-links`);
		expect(revoked.body.data).toEqual({ revoked: 1 });
		expect(
			await directus
				.database('crm_complaint_links')
				.where({ complaint: row?.['id'] as string })
				.first(),
		).toMatchObject({ revoked_by: admin.user });
		const secrets = [body.data.secret, 'A'.repeat(43), 'short', '-', '%00'];
		for (const headers of [{}, asPage]) {
			const answers = await Promise.all(
				secrets.map((secret) => directus.request('GET', `${path}/${secret}?lang=en`, undefined, { headers })),
			);
			expect(new Set(answers.map(({ status, body: content }) => JSON.stringify([status, content]))).size).toBe(1);
			expect(answers[0]?.status).toBe(404);
		}
	});

	it('is no collection, not even for administrators', async () => {
		expect((await admin.request('GET', '/items/crm_complaint_links')).status).toBe(403);
	});
});

describe('The page', () => {
	const noteIn = (page: string): string => /name="form" value="([^"]+)"/.exec(page)?.[1] ?? '';
	const send = (form: FormData) => directus.request<string>('POST', `${path}?lang=en`, form, { headers: asPage });

	it('is refused when it is sent faster than anybody fills it in, then accepted once and not twice', async () => {
		const page = await directus.request<string>('GET', `${path}?lang=en`, undefined, { headers: asPage });
		const note = noteIn(page.body);
		const hasty = await send(formOf({ title: 'Sent once', form: note }));
		expect([hasty.status, hasty.body.includes('so quickly')]).toEqual([400, true]);
		await new Promise((resolve) => setTimeout(resolve, 3500));
		const taken = await send(formOf({ title: 'Sent once', form: note }));
		expect(taken.status).toBe(201);
		const again = await send(formOf({ title: 'Sent once', form: note }));
		expect([again.status, again.body.includes('has been sent already')]).toEqual([400, true]);
		expect(await directus.database('crm_complaints').where({ title: 'Sent once' })).toHaveLength(1);
	});

	it.each(['', 'forged.note.of-mine', `${Math.floor(Date.now() / 1000) - 60}.abc.c2lnbmVk`])(
		'does not take a form with the note “%s”',
		async (form) => {
			const answer = await send(formOf({ title: 'Forged form', form }));
			expect(answer.status).toBe(400);
			expect(await rowOf('Forged form')).toBeUndefined();
		},
	);

	it('asks to empty the trap instead of losing the complaint', async () => {
		const answer = await send(formOf({ title: 'Trapped', website: 'https://spam.example' }));
		expect([answer.status, answer.body.includes('Please empty the field')]).toEqual([400, true]);
		expect(await rowOf('Trapped')).toBeUndefined();
	});

	it('gives back what was written, as text, beside what is wrong', async () => {
		const script = `"><script>alert('x')</script>`;
		const { body, status } = await send(formOf({ title: script, content: `</textarea>${script}`, complainant: '', form: '' }));
		expect(status).toBe(400);
		expect(body).not.toContain('<script');
		expect(body).toContain('value="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"');
		expect(body).toMatch(/id="complainant"[^>]*aria-describedby="complainant-wrong" aria-invalid="true"/);
	});
});

describe('Limits and the switch', () => {
	let strict: OwnDirectus;
	let secret: string;
	beforeAll(async () => {
		strict = await startDirectus({
			because: 'it is restarted without the forms',
			env: { CRM_PUBLIC_COMPLAINTS: 'true', CRM_PUBLIC_COMPLAINTS_PER_ADDRESS: '6', CRM_PUBLIC_COMPLAINTS_PER_CONTACT: '2' },
		});
	});
	afterAll(async () => {
		await strict.stop();
	});

	it('hold for a person however they write their number, then for the address, and say when to try again', async () => {
		const post = (contact: string) => strict.request<Body<Receipt>>('POST', `${path}?lang=en`, { ...matter, complainant_contact: contact });
		const answers: Answer<Body<Receipt>>[] = [];
		for (const contact of [
			'13800001111',
			'+86 138-0000-1111',
			'138 0000 1111',
			'a@example.org',
			'b@example.org',
			'c@example.org',
			'd@example.org',
		])
			answers.push(await post(contact));
		expect(answers.map(({ status }) => status)).toEqual([201, 201, 429, 201, 201, 201, 429]);
		expect(Number(answers[6]?.headers.get('retry-after'))).toBeGreaterThan(0);
		expect(codeOf(answers[6] as Answer<Body<Receipt>>)).toBe('REQUESTS_EXCEEDED');
		expect(await strict.database('crm_complaints').where({ title: matter.title })).toHaveLength(5);
		secret = answers[0]?.body.data.secret ?? '';
	});

	it('take nothing in when it is switched off, while links go on working', async () => {
		await strict.restart({ env: { CRM_PUBLIC_COMPLAINTS: 'false' } });
		expect((await strict.request('POST', path, matter)).status).toBe(404);
		expect((await strict.request('GET', path)).status).toBe(404);
		expect(await strict.database('crm_complaints').where({ title: matter.title })).toHaveLength(5);
		expect((await strict.request('GET', `${path}/${secret}`)).status).toBe(200);
	});
});

describe('The hotlines', () => {
	const numbers = {
		office_phone: '0571 8888 0000',
		duty_phone: '+86 139 0000 2222',
		manager_office_phone: '0571 8888 0001',
		manager_mobile: '139 0000 3333',
	};
	const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
	const page = () => directus.request<string>('GET', '/crm/public/hotlines?lang=zh-CN', undefined, { headers: asPage });

	it('are public once the list is published, with numbers to dial and nothing of a draft', async () => {
		const draft = {
			...numbers,
			title: '服务热线',
			office_hours: '<script>9:00</script>',
			online_service: 'javascript:alert(1)',
			valid_from: day(-1),
			valid_until: day(30),
		};
		const made = await admin.request<Body<{ id: string }>>('POST', '/items/crm_hotlines', draft);
		expect((await page()).body).not.toContain('0571');
		const manager = await directus.login('service.manager@example.com');
		const published = await manager.request('POST', `/crm/commands/crm_hotlines/${made.body.data.id}/publish`, {});
		expect(published.status).toBe(200);
		const { body, headers } = await page();
		for (const number of Object.values(numbers)) expect(body).toContain(`>${number}</a>`);
		expect(body).toContain('href="tel:+8613900002222"');
		expect(body).toContain('&lt;script&gt;9:00&lt;/script&gt;');
		expect(body).not.toContain('href="javascript');
		expect(headers.get('x-robots-tag')).toBeNull();
		const asData = await directus.request('GET', '/crm/public/hotlines');
		expect(asData.body.data).toMatchObject({ ...numbers, valid_until: day(30) });
	});
});

describe('Documents on paper', () => {
	it('do not exist before there is a reply and a report, and are for whoever may see the complaint', async () => {
		await complain({ title: 'On paper' });
		const row = await rowOf('On paper');
		const document = `/crm/documents/complaints/${String(row?.['id'])}`;
		const newcomer = await directus.login('newcomer@example.com');
		for (const name of ['reply.pdf', 'report.pdf']) {
			expect((await directus.request('GET', `${document}/${name}`)).status).toBe(403);
			expect((await newcomer.request('GET', `${document}/${name}`)).status).toBe(403);
			const answer = await admin.request('GET', `${document}/${name}`);
			expect([answer.status, codeOf(answer)]).toEqual([404, 'NO_DOCUMENT']);
		}
	});

	it('give the filed report as it was filed, in either language', async () => {
		await complain({ title: 'Reported on' });
		const row = await rowOf('Reported on');
		const id = randomUUID();
		const both = (value: string) => ({ 'en-US': value, 'zh-CN': value });
		const content = {
			title: { 'en-US': 'Handling report', 'zh-CN': '投诉处理报告' },
			number: '26-11-22/9',
			written_on: '2026-11-22',
			sections: [{ heading: both('调查'), entries: [{ label: both('原因'), value: both('减震器漏油 <b>') }] }],
		};
		await directus.database.transaction(async (trx) => {
			await trx('crm_tickets').insert({ collection: 'crm_complaint_reports', item: id, op: 'insert' });
			await trx('crm_complaint_reports').insert({
				id,
				complaint: row?.['id'],
				content: JSON.stringify(content),
				content_hash: 'a'.repeat(64),
				filed_at: new Date().toISOString(),
				filed_by: admin.user,
			});
		});
		for (const lang of ['en-US', 'zh-CN']) {
			const answer = await admin.request<string>('GET', `/crm/documents/complaints/${String(row?.['id'])}/report.pdf?lang=${lang}`);
			expect(answer.status).toBe(200);
			expect(answer.body.slice(0, 5)).toBe('%PDF-');
			expect(answer.headers.get('content-type')).toBe('application/pdf');
			expect(answer.headers.get('content-disposition')).toBe(`inline; filename="report-26-11-22-9-${lang}.pdf"`);
		}
		expect((await admin.request('GET', `/crm/documents/complaints/${String(row?.['id'])}/report.pdf?lang=xx`)).status).toBe(400);
	});
});
