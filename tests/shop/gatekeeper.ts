import { createServer, request as send, type Server } from 'node:http';
import { freePort } from '../../scripts/lib/port.mjs';

/** How Directus seems to the shop: itself, gone, so slow that nobody waits for it, or something else that answers. */
export type Appearance = 'itself' | 'gone' | 'slow' | 'wrong';

/** What stands between the shop and Directus in these tests: lets everything through, or makes Directus seem to be in trouble. */
export class Gatekeeper {
	#appearance: Appearance = 'itself';
	/** Questions that have come through or not. */
	asked = 0;

	private constructor(
		readonly url: string,
		private readonly server: Server,
	) {}

	static async before(directus: string): Promise<Gatekeeper> {
		const port = await freePort();
		const server = createServer((incoming, outgoing) => {
			gatekeeper.asked += 1;
			switch (gatekeeper.#appearance) {
				case 'gone':
					incoming.socket.destroy();
					return;
				case 'slow':
					// Longer than anybody waits; the connection is closed by whoever loses patience first.
					setTimeout(() => outgoing.destroy(), 20_000).unref();
					return;
				case 'wrong':
					outgoing.setHeader('content-type', 'application/json').end('{"data":{"allowed":true}}');
					return;
				case 'itself': {
					const { method, headers, url } = incoming;
					const forwarded = send(new URL(url ?? '/', directus), { method, headers }, (answer) => {
						outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
						answer.pipe(outgoing);
					});
					forwarded.on('error', () => outgoing.destroy());
					incoming.pipe(forwarded);
				}
			}
		});
		const gatekeeper = new Gatekeeper(`http://127.0.0.1:${String(port)}`, server);
		await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
		return gatekeeper;
	}

	/** Does something while Directus seems to be in trouble. */
	async while<T>(appearance: Appearance, doing: () => Promise<T>): Promise<T> {
		this.#appearance = appearance;
		try {
			return await doing();
		} finally {
			this.#appearance = 'itself';
		}
	}

	close(): void {
		this.server.closeAllConnections();
		this.server.close();
	}
}
