import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDirectus, type Body, type OwnDirectus } from '../harness/directus.js';
import { MailServer, mailSettings } from '../harness/mail-server.js';

/**
 * Some libraries of the host are newer here than those it was released with (package.json, overrides). What no other test touches is tried here:
 * a mail (nodemailer, liquidjs) and an image (sharp).
 */

/** One red pixel. */
const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC', 'base64');

let directus: OwnDirectus;
const mails = new MailServer();

beforeAll(async () => {
	const port = await mails.listen();
	directus = await startDirectus({
		because: 'it sends its mail to this test',
		env: mailSettings(port),
	});
});
afterAll(async () => {
	await directus.stop();
	await mails.close();
});

describe('The libraries that are newer than the host', () => {
	it('write a mail from its template and send it', async () => {
		const mail = mails.nextMail();
		expect((await directus.request('POST', '/auth/password/request', { email: 'gm@example.com' })).status).toBe(204);
		const text = (await mail).replaceAll('=\n', '');
		expect(text).toMatch(/^To: gm@example\.com$/m);
		expect(text).toMatch(/^Subject: .*Password/im);
		expect(text).toContain('/admin/reset-password?token=3D');
	});

	it('resize an image to a preset', async () => {
		const admin = await directus.login('admin@example.com');
		const form = new FormData();
		form.append('file', new Blob([onePixel], { type: 'image/png' }), 'pixel.png');
		const uploaded = await admin.request<Body<{ id: string; width: number }>>('POST', '/files', form);
		expect(uploaded.body.data).toMatchObject({ width: 1 });
		const response = await fetch(new URL(`/assets/${uploaded.body.data.id}?key=system-small-cover`, directus.url), {
			headers: { authorization: `Bearer ${admin.token}` },
		});
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toMatch(/^image\//);
		expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(onePixel.byteLength);
	});
});
