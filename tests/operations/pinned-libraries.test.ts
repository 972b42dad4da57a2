import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDirectus, type Body, type OwnDirectus } from '../harness/directus.js';

/**
 * Some libraries of the host are newer here than those it was released with (package.json, overrides). What no other test touches is tried here:
 * a mail (nodemailer, liquidjs) and an image (sharp).
 */

/** A mail server that takes everything and keeps it. */
class MailServer {
	private readonly server: Server;
	private readonly waiting: ((mail: string) => void)[] = [];

	constructor() {
		this.server = createServer((socket) => {
			let mail: string | null = null;
			socket.write('220 test\r\n');
			socket.on('data', (bytes) => {
				for (const line of bytes.toString().split('\r\n')) {
					if (mail !== null) {
						if (line !== '.') mail += `${line}\n`;
						else {
							this.waiting.shift()?.(mail);
							mail = null;
							socket.write('250 taken\r\n');
						}
					} else if (/^DATA$/i.test(line)) {
						mail = '';
						socket.write('354 go on\r\n');
					} else if (/^QUIT$/i.test(line)) socket.end('221 bye\r\n');
					else if (line !== '') socket.write('250 ok\r\n');
				}
			});
		});
	}

	async listen(): Promise<number> {
		await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
		return (this.server.address() as AddressInfo).port;
	}

	nextMail(): Promise<string> {
		return new Promise((resolve) => this.waiting.push(resolve));
	}

	close(): Promise<void> {
		return new Promise((resolve) => this.server.close(() => resolve()));
	}
}

/** One red pixel. */
const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC', 'base64');

let directus: OwnDirectus;
const mails = new MailServer();

beforeAll(async () => {
	const port = await mails.listen();
	directus = await startDirectus({
		because: 'it sends its mail to this test',
		env: {
			EMAIL_TRANSPORT: 'smtp',
			EMAIL_SMTP_HOST: '127.0.0.1',
			EMAIL_SMTP_PORT: String(port),
			EMAIL_SMTP_IGNORE_TLS: 'true',
			EMAIL_FROM: 'crm@example.com',
		},
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
