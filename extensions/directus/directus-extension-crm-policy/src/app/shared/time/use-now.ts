import { onScopeDispose, ref, type Ref } from 'vue';

/** The present time, moved on every half minute, so that “waiting 3 h” does not stand still on an open page. */
export function useNow(): Ref<Date> {
	const now = ref(new Date());
	const timer = window.setInterval(() => (now.value = new Date()), 30_000);
	onScopeDispose(() => window.clearInterval(timer));
	return now;
}
