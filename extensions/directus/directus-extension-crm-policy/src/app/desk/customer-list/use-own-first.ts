import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { useLoaded, type Loaded } from '../../shared/api/use-loaded.js';

/** A page of lines about customers. */
interface LinesAnswer<Line> {
	readonly data: readonly Line[];
	/** `customers`: how many customers were looked at; `total`: how many lines there are on all pages. */
	readonly meta: { readonly total: number; readonly customers: number; readonly left_out: boolean };
}

export interface OwnFirst<Line, Answer extends LinesAnswer<Line>> {
	readonly loaded: Loaded<Answer>;
	readonly listed: ComputedRef<readonly Line[]>;
	readonly meta: ComputedRef<Answer['meta'] | null>;
	/** Whether the reader's own customers are shown; null before the first answer. */
	readonly mine: Ref<boolean | null>;
	readonly offset: Ref<number>;
	readonly pageSize: number;
	/** Chooses whose customers are shown. */
	readonly show: (own: boolean) => void;
	/** Goes to the page that begins with this line. */
	readonly turn: (to: number) => void;
}

const pageSize = 20;

/**
 * Lines about customers, page by page: of the reader's own customers first. Somebody who looks after none sees those of others at once.
 * @param ask for one page
 */
export function useOwnFirst<Line, Answer extends LinesAnswer<Line>>(
	ask: (page: { mine: boolean; limit: number; offset: number }) => Promise<Answer>,
): OwnFirst<Line, Answer> {
	const mine = ref<boolean | null>(null);
	const offset = ref(0);

	const loaded = useLoaded(async () => {
		const askFor = (own: boolean) => ask({ mine: own, limit: pageSize, offset: offset.value });
		if (mine.value !== null) return askFor(mine.value);
		const own = await askFor(true);
		mine.value = own.meta.customers > 0;
		return mine.value ? own : askFor(false);
	});
	void loaded.load();

	function turn(to: number): void {
		offset.value = to;
		void loaded.load();
	}

	function show(own: boolean): void {
		if (mine.value === own) return;
		mine.value = own;
		turn(0);
	}

	return {
		loaded,
		listed: computed(() => loaded.value.value?.data ?? []),
		meta: computed(() => loaded.value.value?.meta ?? null),
		mine,
		offset,
		pageSize,
		show,
		turn,
	};
}
