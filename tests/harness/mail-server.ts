import { createServer, type AddressInfo, type Server } from 'node:net';

/** A mail server that takes everything and keeps it. */
export class MailServer {
	private readonly server: Server;
	private readonly waiting: ((mail: string) => void)[] = [];

	constructor() {
		this.server = createServer((socket) => {
			let mail: string | null = null;
			// A sender may hang up without a goodbye.
			socket.on('error', () => socket.destroy());
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

/** Settings with which Directus sends its mail there. */
export const mailSettings = (port: number): Readonly<Record<string, string>> => ({
	EMAIL_TRANSPORT: 'smtp',
	EMAIL_SMTP_HOST: '127.0.0.1',
	EMAIL_SMTP_PORT: String(port),
	EMAIL_SMTP_IGNORE_TLS: 'true',
	EMAIL_FROM: 'crm@example.com',
});
