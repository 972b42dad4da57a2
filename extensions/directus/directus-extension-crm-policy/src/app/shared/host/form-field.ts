import { useStores } from '@directus/extensions-sdk';
import { z } from 'zod';

const relations = z.object({
	relations: z.array(
		z.looseObject({
			collection: z.string(),
			related_collection: z.string().nullish(),
			meta: z.looseObject({ one_field: z.string().nullish() }).nullish(),
		}),
	),
});

const stores = z.object({ useRelationsStore: z.custom<() => unknown>((value) => typeof value === 'function') });

/** The fields a violation can name, on the host's form that is open. */
export interface FormFields {
	isOnForm: (field: string) => boolean;
	/** Scrolls to a field, puts the cursor into it and marks it for a moment. */
	show: (field: string) => void;
}

/**
 * Finds fields on the form of a collection. A child's field (`child_collection.field`) is found where the form lists the child's rows.
 * Call during setup.
 */
export function useFormFields(collection: () => string): FormFields {
	const { useRelationsStore } = stores.parse(useStores());
	const store = useRelationsStore();

	/** The field of the form that holds the rows of a child collection. */
	function listOf(child: string): string | null {
		const known = relations.safeParse(store);
		if (!known.success) return null;
		const relation = known.data.relations.find((one) => one.collection === child && one.related_collection === collection());
		return relation?.meta?.one_field ?? null;
	}

	function elementOf(field: string): HTMLElement | null {
		const [first = field, ...rest] = field.split('.');
		const name = rest.length === 0 ? first : (listOf(first) ?? first);
		return document.querySelector<HTMLElement>(`[data-collection="${CSS.escape(collection())}"][data-field="${CSS.escape(name)}"]`);
	}

	return {
		isOnForm: (field) => elementOf(field) !== null,
		show(field) {
			const element = elementOf(field);
			if (element === null) return;
			const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
			element.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'center' });
			element
				.querySelector<HTMLElement>('input:not([disabled]), textarea:not([disabled]), button:not([disabled])')
				?.focus({ preventScroll: true });
			element.animate(
				[
					{ outline: '2px solid var(--theme--primary)', outlineOffset: '8px', borderRadius: '6px' },
					{ outline: '2px solid transparent', outlineOffset: '8px', borderRadius: '6px' },
				],
				{ duration: 2400, easing: 'ease-in' },
			);
		},
	};
}
