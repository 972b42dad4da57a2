import { computed, shallowRef, watch, type ComputedRef } from 'vue';

/**
 * Which saved record a part on a form stands on. While the host reloads a record it hands out `+` as its key;
 * the last key is kept during that time, so that parts do not blink.
 *
 * @param reload called with the key when the record is first known, when it changes and after the host has (re)loaded or saved it
 */
export function useSavedRecord(
	props: Readonly<{ collection: string; primaryKey: string | number | null | undefined; loading?: boolean }>,
	reload: (id: string) => void,
): { id: ComputedRef<string | null>; isNew: ComputedRef<boolean> } {
	// `undefined` until the host has said for the first time what the form stands on.
	const known = shallowRef<string | null | undefined>();
	watch(
		() => [props.collection, props.primaryKey, props.loading] as const,
		([, key, loading]) => {
			if (loading) return;
			known.value = key === null || key === undefined || key === '' || key === '+' ? null : String(key);
			if (typeof known.value === 'string') reload(known.value);
		},
		{ immediate: true },
	);
	return { id: computed(() => known.value ?? null), isNew: computed(() => known.value === null) };
}
