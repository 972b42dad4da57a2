import { computed, onScopeDispose, ref, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Box, InboxAnswer } from '../../shared/api/contract.js';
import type { Failure } from '../../shared/api/failure.js';
import { useCrmApi } from '../../shared/api/use-crm-api.js';
import { useLoaded } from '../../shared/api/use-loaded.js';

export const PAGE_SIZE = 25;
const PERIOD = 30_000;

export interface Inbox {
	answer: ShallowRef<InboxAnswer | null>;
	failure: ShallowRef<Failure | null>;
	loading: Ref<boolean>;
	/** From 0. */
	page: Ref<number>;
	pages: ComputedRef<number>;
	/** When the shown answer arrived. */
	arrived: Ref<string | null>;
	load: () => Promise<void>;
}

/** One box of the inbox, a page at a time; asked for again every half minute and when the window is looked at again. */
export function useInbox(box: () => Box): Inbox {
	const api = useCrmApi();
	const page = ref(0);
	const arrived = ref<string | null>(null);
	const loaded = useLoaded(async () => {
		const answer = await api.inbox(box(), PAGE_SIZE, page.value * PAGE_SIZE);
		arrived.value = new Date().toISOString();
		return answer;
	});
	const pages = computed(() => Math.max(1, Math.ceil((loaded.value.value?.meta.total ?? 0) / PAGE_SIZE)));

	watch(
		[box, page],
		([now], [before]) => {
			if (now !== before) {
				page.value = 0;
				loaded.clear();
			}
			void loaded.load();
		},
		{ immediate: true },
	);
	// Deciding on the last entry of the last page leaves an empty page behind.
	watch(pages, (count) => (page.value = Math.min(page.value, count - 1)));

	const refresh = (): void => {
		if (document.visibilityState === 'visible') void loaded.load();
	};
	const timer = window.setInterval(refresh, PERIOD);
	window.addEventListener('focus', refresh);
	onScopeDispose(() => {
		window.clearInterval(timer);
		window.removeEventListener('focus', refresh);
	});

	return { answer: loaded.value, failure: loaded.failure, loading: loaded.loading, page, pages, arrived, load: loaded.load };
}
