import { readFailure, type Failure, type FailureKind } from '../../shared/api/failure.js';
import type { CrmApi } from '../../shared/api/use-crm-api.js';
import type { KeptPhoto, PhotoStore } from './photo-store.js';

export type PhotoSender = Pick<CrmApi, 'uploadFile' | 'addVisitFile' | 'visitFileArrived'>;

/** What became of photos that were to be sent. */
export interface SentPhotos {
	readonly sent: number;
	/** How many stay on the device. */
	readonly waiting: number;
	/** Why one was not taken. */
	readonly failure: Failure | null;
}

/** Failures that would be the same the next time. */
const final: readonly FailureKind[] = ['refused', 'forbidden'];

/** Sends one photo, however often: what is there already is recognised, and only what is missing is done. */
async function sendPhoto(api: PhotoSender, store: PhotoStore, photo: KeptPhoto): Promise<void> {
	if (photo.file !== null) {
		// It was sent before; only the answer may have got lost.
		if (!(await api.visitFileArrived(photo.visit, photo.file))) await api.addVisitFile(photo.visit, photo.file);
		return;
	}
	const file = await api.uploadFile(photo.name, photo.content);
	await store.uploaded(photo, file);
	await api.addVisitFile(photo.visit, file);
}

/**
 * Sends photos one after the other. Without a connection the rest waits on the device, and so does one on which the server failed; one it
 * refuses is told and goes, because it would be refused again.
 */
export async function sendPhotos(api: PhotoSender, store: PhotoStore, photos: readonly KeptPhoto[]): Promise<SentPhotos> {
	let [sent, waiting] = [0, 0];
	let failure: Failure | null = null;
	for (const [index, photo] of photos.entries()) {
		try {
			await sendPhoto(api, store, photo);
			sent += 1;
		} catch (thrown) {
			const reason = readFailure(thrown);
			if (reason.kind === 'offline') return { sent, waiting: waiting + photos.length - index, failure };
			failure = reason;
			if (!final.includes(reason.kind)) {
				waiting += 1;
				continue;
			}
		}
		await store.forget(photo.id);
	}
	return { sent, waiting, failure };
}
