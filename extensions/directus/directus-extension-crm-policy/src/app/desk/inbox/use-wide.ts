import { onScopeDispose, ref, watch, type Ref } from 'vue';

/** Whether an element is at least so many pixels wide; what the host's bars leave over is what counts, not the window. */
export function useWide(element: Readonly<Ref<HTMLElement | null>>, pixels: number): Ref<boolean> {
	const wide = ref(false);
	const observer = new ResizeObserver(([entry]) => {
		if (entry !== undefined) wide.value = entry.contentRect.width >= pixels;
	});
	watch(element, (now, before) => {
		if (before) observer.unobserve(before);
		if (now) observer.observe(now);
	});
	onScopeDispose(() => observer.disconnect());
	return wide;
}
