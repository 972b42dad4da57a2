import { describe, expect, it } from 'vitest';
import { Failure } from '../../shared/api/failure.js';
import type { KeptPhoto, PhotoStore } from './photo-store.js';
import { sendPhotos, type PhotoSender } from './send-photos.js';

const photo = (id: string, differing: Partial<KeptPhoto> = {}): KeptPhoto => ({
	id,
	person: 'ann',
	visit: 'visit-1',
	name: `${id}.jpg`,
	content: new Blob([id], { type: 'image/jpeg' }),
	file: null,
	...differing,
});

/** A device with these photos. */
function device(...photos: readonly KeptPhoto[]): PhotoStore & { readonly kept: Map<string, KeptPhoto> } {
	const kept = new Map(photos.map((each) => [each.id, each]));
	return {
		kept,
		keep: (visit, { name }) => Promise.resolve(void kept.set(name, photo(name, { visit }))),
		uploaded: (each, file) => Promise.resolve(void kept.set(each.id, { ...each, file })),
		waiting: (visit) => Promise.resolve([...kept.values()].filter((each) => visit === undefined || each.visit === visit)),
		forget: (id) => Promise.resolve(void kept.delete(id)),
	};
}

/** A server that takes photos, unless it fails as it is told to; `links` are what it has. */
function server(fails: Partial<Record<'upload' | 'link', (id: string) => Failure | null>> = {}, answerLost = false) {
	const [uploads, links]: [string[], string[]] = [[], []];
	const api: PhotoSender = {
		uploadFile: (name) => {
			const failure = fails.upload?.(name) ?? null;
			if (failure !== null) return Promise.reject(failure);
			uploads.push(name);
			return Promise.resolve(`file of ${name}`);
		},
		addVisitFile: (_visit, file) => {
			const failure = fails.link?.(file) ?? null;
			if (failure === null || answerLost) links.push(file);
			return failure === null ? Promise.resolve() : Promise.reject(failure);
		},
		visitFileArrived: (_visit, file) => Promise.resolve(links.includes(file)),
	};
	return { api, uploads, links };
}

const offline = (): Failure => new Failure('offline');

describe('sending photos', () => {
	it('empties the device', async () => {
		const store = device(photo('a'), photo('b'));
		const { api, links } = server();
		expect(await sendPhotos(api, store, [...store.kept.values()])).toEqual({ sent: 2, waiting: 0, failure: null });
		expect([links, store.kept.size]).toEqual([['file of a.jpg', 'file of b.jpg'], 0]);
	});

	it('leaves what is left on the device where the connection goes', async () => {
		const store = device(photo('a'), photo('b'), photo('c'));
		const { api } = server({ upload: (name) => (name === 'b.jpg' ? offline() : null) });
		expect(await sendPhotos(api, store, [...store.kept.values()])).toEqual({ sent: 1, waiting: 2, failure: null });
		expect([...store.kept.keys()]).toEqual(['b', 'c']);
	});

	it('does not upload again what was uploaded, and adds nothing twice when only the answer was lost', async () => {
		const store = device(photo('a'));
		const lost = server({ link: offline }, true);
		expect(await sendPhotos(lost.api, store, [...store.kept.values()])).toEqual({ sent: 0, waiting: 1, failure: null });
		expect(store.kept.get('a')?.file).toBe('file of a.jpg');
		expect(await sendPhotos(lost.api, store, [...store.kept.values()])).toEqual({ sent: 1, waiting: 0, failure: null });
		expect([lost.uploads, lost.links, store.kept.size]).toEqual([['a.jpg'], ['file of a.jpg'], 0]);
	});

	it('says what is refused and lets it go, and keeps what the server failed on', async () => {
		const store = device(photo('a'), photo('b'), photo('c'));
		const { api } = server({
			link: (file) => (file === 'file of a.jpg' ? new Failure('refused', 'The visit is closed.') : null),
			upload: (name) => (name === 'b.jpg' ? new Failure('unexpected') : null),
		});
		const result = await sendPhotos(api, store, [...store.kept.values()]);
		expect(result).toMatchObject({ sent: 1, waiting: 1, failure: { kind: 'unexpected' } });
		expect([...store.kept.keys()]).toEqual(['b']);
	});
});
