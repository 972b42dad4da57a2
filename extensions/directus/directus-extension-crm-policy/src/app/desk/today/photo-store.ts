/** A photo that waits on the device until the server has it. */
export interface KeptPhoto {
	readonly id: string;
	readonly person: string;
	readonly visit: string;
	readonly name: string;
	readonly content: Blob;
	/** The server's file, once it was uploaded; it may not belong to the visit yet. */
	readonly file: string | null;
}

/** Photos of one person's visits on this device. */
export interface PhotoStore {
	/** Keeps a photo that was taken on a visit. */
	keep(visit: string, photo: File): Promise<void>;
	/** Remembers the file a photo has become. */
	uploaded(photo: KeptPhoto, file: string): Promise<void>;
	/** Those that wait; of one visit, or of all. */
	waiting(visit?: string): Promise<readonly KeptPhoto[]>;
	forget(id: string): Promise<void>;
}

/** Where photos are kept. */
interface Shelf {
	put(photo: KeptPhoto): Promise<unknown>;
	all(): Promise<readonly KeptPhoto[]>;
	remove(id: string): Promise<unknown>;
}

const database = 'crm-visit-photos';
const table = 'photos';

/** The result of a request to the browser's database. */
const answered = <T>(request: IDBRequest<T>): Promise<T> =>
	new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new DOMException('The device kept nothing.', 'UnknownError'));
	});

async function shelfOnDevice(factory: IDBFactory): Promise<Shelf> {
	const request = factory.open(database, 1);
	request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: 'id' });
	const opened = await answered(request);
	const photos = (mode: IDBTransactionMode): IDBObjectStore => opened.transaction(table, mode).objectStore(table);
	return {
		put: (photo) => answered(photos('readwrite').put(photo)),
		all: () => answered(photos('readonly').getAll() as IDBRequest<KeptPhoto[]>),
		remove: (id) => answered(photos('readwrite').delete(id)),
	};
}

function shelfInMemory(): Shelf {
	const kept = new Map<string, KeptPhoto>();
	return {
		put: (photo) => Promise.resolve(kept.set(photo.id, photo)),
		all: () => Promise.resolve([...kept.values()]),
		remove: (id) => Promise.resolve(kept.delete(id)),
	};
}

/**
 * Opens the photos of a person; on a shared device nobody finds those of another. Where the browser keeps nothing, in a private window, they
 * wait as long as the page is open.
 */
export async function photoStore(factory: IDBFactory, person: string, newId: () => string): Promise<PhotoStore> {
	const shelf = await shelfOnDevice(factory).catch((thrown: unknown) => {
		if (thrown instanceof DOMException) return shelfInMemory();
		throw thrown;
	});
	const put = async (photo: KeptPhoto): Promise<void> => {
		await shelf.put(photo);
	};
	return {
		keep: (visit, photo) => put({ id: newId(), person, visit, name: photo.name, content: photo, file: null }),
		uploaded: (photo, file) => put({ ...photo, file }),
		waiting: async (visit) => (await shelf.all()).filter((kept) => kept.person === person && (visit === undefined || kept.visit === visit)),
		async forget(id) {
			await shelf.remove(id);
		},
	};
}
