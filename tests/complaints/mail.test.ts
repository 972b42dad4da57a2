import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDirectus, type Body, type OwnDirectus } from '../harness/directus.js';
import { MailServer, mailSettings } from '../harness/mail-server.js';

const key = 'only-for-tests-0123456789-0123456789';
const mails = new MailServer();
let directus: OwnDirectus;

beforeAll(async () => {
	directus = await startDirectus({
		because: 'it sends its mail to a server of the tests, and its log is read',
		env: { ...mailSettings(await mails.listen()), CRM_COMPLAINT_MAIL_KEY: key },
	});
});
afterAll(async () => {
	await directus.stop();
	await mails.close();
});

interface Answered {
	readonly taken_in: boolean;
	readonly reason?: string;
	readonly receipt?: string;
}

/** The smallest PNG there is. */
const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

let written = 0;

/** A message as it travels; each has its own Message-ID unless a test gives one. */
const letter = (headers: Readonly<Record<string, string>>, body: string): string => {
	const all = {
		From: `"Wang Xiaoming" <wang${String((written += 1))}@example.org>`,
		'Message-ID': `<${String(written)}.letter@example.org>`,
		'Content-Type': 'text/plain; charset=utf-8',
		...headers,
	};
	return `${Object.entries(all)
		.map(([name, value]) => `${name}: ${value}\r\n`)
		.join('')}\r\n${body}`;
};

const signed = (bytes: Uint8Array, by = key): string => `sha256=${createHmac('sha256', by).update(bytes).digest('hex')}`;

async function handIn(message: string | Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = {}) {
	const bytes = typeof message === 'string' ? new Uint8Array(Buffer.from(message)) : message;
	const response = await fetch(`${directus.url}/crm/intake/mail`, {
		method: 'POST',
		headers: { 'content-type': 'message/rfc822', 'x-signature-256': signed(bytes), ...headers },
		body: bytes,
	});
	return { status: response.status, body: (await response.json()) as Body<Answered> };
}

const rowOf = (title: string) => directus.database('crm_complaints').where({ title }).first<Record<string, unknown> | undefined>();
const count = async (): Promise<number> => Number((await directus.database('crm_complaints').count({ n: '*' }).first())?.['n']);

describe('A complaint that comes by e-mail', () => {
	it('enters the register with what was attached, and its writer gets the private link', async () => {
		const receipt = mails.nextMail();
		const message = letter(
			{ Subject: '=?UTF-8?B?5LyB5Lia?= colour', 'Content-Type': 'multipart/mixed; boundary=b', From: '"Wang" <wang@example.org>' },
			[
				'--b',
				'Content-Type: text/html; charset=gb18030',
				'Content-Transfer-Encoding: base64',
				'',
				Buffer.from([0xc1, 0xbd, 0xcf, 0xe4]).toString('base64'),
				'--b',
				'Content-Type: image/png; name=photo.png',
				'Content-Disposition: attachment; filename=photo.png',
				'Content-Transfer-Encoding: base64',
				'',
				picture,
				'--b',
				'Content-Type: application/msword; name=offer.doc',
				'Content-Disposition: attachment; filename=offer.doc',
				'',
				'no picture',
				'--b--',
				'',
			].join('\r\n'),
		);
		const { status, body } = await handIn(message);
		expect([status, body]).toMatchObject([201, { data: { taken_in: true, receipt: 'sent' } }]);

		const row = await rowOf('企业 colour');
		expect(row).toMatchObject({
			status: 'received',
			channel: 'email',
			content: '两箱',
			complainant: 'Wang',
			complainant_contact: 'wang@example.org',
			number: null,
		});
		expect(row?.['owner']).not.toBeNull();
		expect(row?.['internal_note']).toContain('offer.doc');
		expect(await directus.database('crm_complaint_files').where({ complaint: row?.['id'] })).toHaveLength(1);

		const mail = (await receipt).replaceAll('=\n', '').replaceAll('=3D', '=');
		expect(mail).toMatch(/^To: wang@example\.org$/m);
		expect(mail).toMatch(/^Auto-Submitted: auto-replied$/im);
		const encoded = /\n\n([\sA-Za-z0-9+/=]+)$/m.exec(mail.replace(/\n--[\s\S]*$/, ''))?.[1] ?? '';
		const text = mail.includes('/crm/public/complaints/') ? mail : Buffer.from(encoded, 'base64').toString();
		const [, secret] = /\/crm\/public\/complaints\/([\w-]{43})/.exec(text) ?? [];
		const stands = await directus.request<Body<{ status: string }>>('GET', `/crm/public/complaints/${String(secret)}`);
		expect(stands.body.data.status).toBe('received');
		expect(directus.log()).not.toContain(String(secret));
	});

	it('is taken in once, however often it is handed in', async () => {
		const message = letter({ Subject: 'Handed in twice' }, 'Once.');
		const answers = await Promise.all([handIn(message), handIn(message), handIn(message)]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
		expect((await handIn(message)).body.data).toEqual({ taken_in: false, reason: 'known' });
		expect(await directus.database('crm_complaints').where({ title: 'Handed in twice' })).toHaveLength(1);
	});

	it('names the complaint whose e-mail it answers', async () => {
		await handIn(letter({ Subject: 'First letter', 'Message-ID': '<first@example.org>' }, 'The first.'));
		await handIn(letter({ Subject: 'Second letter', 'In-Reply-To': '<first@example.org>' }, 'Any news?'));
		expect(String((await rowOf('Second letter'))?.['internal_note'])).toMatch(/not registered yet/);
	});

	it('is nothing where a machine wrote it', async () => {
		const before = await count();
		const { status, body } = await handIn(letter({ Subject: 'Out of office', 'Auto-Submitted': 'auto-replied' }, 'Back on Monday.'));
		expect([status, body.data]).toEqual([200, { taken_in: false, reason: 'automatic' }]);
		expect(await count()).toBe(before);
	});

	it('is refused unsigned, signed with another key, changed on the way, or as something else, and nothing is kept', async () => {
		const before = await count();
		const message = letter({ Subject: 'Forged' }, 'Pay me.');
		const other = signed(Buffer.from(message), 'another-key-0123456789-0123456789-01');
		for (const signature of ['', 'sha256=00', other, signed(Buffer.from(`${message} `))]) {
			const { status, body } = await handIn(message, { 'x-signature-256': signature });
			expect([status, body.errors[0]?.extensions.code], signature).toEqual([403, 'FORBIDDEN']);
		}
		const asText = await handIn(message, { 'content-type': 'text/plain' });
		expect([asText.status, asText.body.errors[0]?.extensions.code]).toEqual([400, 'INVALID_PAYLOAD']);
		const nobody = await handIn('Subject: Nobody\r\n\r\nNobody wrote this.');
		expect(nobody.status).toBe(400);
		expect(await count()).toBe(before);
		expect(directus.isRunning()).toBe(true);
	});

	it('counts towards the limit of its writer', async () => {
		const from = { From: '<often@example.org>' };
		const statuses: number[] = [];
		for (let sent = 0; sent < 6; sent += 1)
			statuses.push((await handIn(letter({ ...from, Subject: `Again ${String(sent)}` }, 'Again.'))).status);
		expect(statuses).toEqual([201, 201, 201, 201, 201, 429]);
	});
});
