import { getCurrentInstance } from 'vue';
import { useApi, useStores } from '@directus/extensions-sdk';
import { z } from 'zod';
import type { SurroundingForm } from './surrounding-form.js';

interface CollectionsStore {
	collections: readonly { readonly collection: string }[];
}

const isCollectionsStore = (value: unknown): value is CollectionsStore => collectionList.safeParse(value).success;

type ItemsChanged = (tool: 'items', input: { collection: string; action: 'update' }) => unknown;

const pageSignals = z.object({ triggerSystemToolResult: z.custom<ItemsChanged>((value) => typeof value === 'function') });
const stores = z.object({ _s: z.instanceof(Map) });
const collectionStores = z.object({ useCollectionsStore: z.custom<() => unknown>((value) => typeof value === 'function') });
const collectionList = z.object({ collections: z.array(z.looseObject({ collection: z.string() })) });
const item = z.object({ data: z.record(z.string(), z.unknown()) });

/**
 * Makes the host show a record as it now is, after a command changed it on the server.
 *
 * An item page listens to one signal of the host that says “an item of this collection was changed elsewhere” and then loads
 * the record and the rights on it anew. It belongs to the host's assistant, which may be switched off: the page listens all the same.
 * A drawer does not listen, so there the loaded values are replaced. Only where neither is possible is the whole page loaded again.
 *
 * The heading, which shows what the display template names (a number that a command has just given), is loaded apart from the record: by
 * both when the collection it is about is another object than before.
 */
export function useItemPage(form: SurroundingForm): { showChanges(collection: string, id: string): Promise<void> } {
	const http = useApi();
	const { useCollectionsStore } = collectionStores.parse(useStores());
	const collections = useCollectionsStore();
	const application = getCurrentInstance()?.appContext.config.globalProperties;

	function signalPage(collection: string): boolean {
		const known = stores.safeParse(application?.['$pinia']);
		if (!known.success) return false;
		const signals = pageSignals.safeParse(known.data._s.get('ai-tools-store'));
		if (!signals.success) return false;
		signals.data.triggerSystemToolResult('items', { collection, action: 'update' });
		return true;
	}

	function renewHeading(collection: string): void {
		if (!isCollectionsStore(collections)) return;
		collections.collections = collections.collections.map((one) => (one.collection === collection ? { ...one } : one));
	}

	async function replaceLoadedValues(collection: string, id: string, loaded: Record<string, unknown>): Promise<void> {
		const answer = await http.get(`/items/${encodeURIComponent(collection)}/${encodeURIComponent(id)}`);
		Object.assign(loaded, item.parse(answer.data).data);
	}

	return {
		async showChanges(collection, id) {
			const loaded = form.inDrawer ? form.loadedValues() : null;
			if (loaded === null) {
				if (signalPage(collection)) renewHeading(collection);
				else window.location.reload();
				return;
			}
			try {
				await replaceLoadedValues(collection, id, loaded);
				renewHeading(collection);
			} catch {
				// Better to lose the drawer than to show a state that no longer holds.
				window.location.reload();
			}
		},
	};
}
