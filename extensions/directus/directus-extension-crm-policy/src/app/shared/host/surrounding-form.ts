import { getCurrentInstance, type ComponentInternalInstance } from 'vue';

/**
 * The form a part stands in. The host tells a presentation field nothing about unsaved edits, so they are read from the
 * component tree: `v-form` carries the edits as its model; the outermost one below the page or drawer carries them all
 * (groups nest further forms inside it).
 */
export interface SurroundingForm {
	hasUnsavedEdits: () => boolean;
	/** True in the drawer in which the host opens a related record, which has no page of its own to refresh. */
	readonly inDrawer: boolean;
	/** The values the form was loaded with; changing them changes what it shows. */
	loadedValues: () => Record<string, unknown> | null;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const nameOf = (instance: ComponentInternalInstance): string | undefined => instance.type.__name ?? instance.type.name;

/** Call during setup. Outside any form it answers as a form without edits. */
export function useSurroundingForm(): SurroundingForm {
	let form: ComponentInternalInstance | null = null;
	let inDrawer = false;
	for (let at = getCurrentInstance()?.parent ?? null; at !== null; at = at.parent) {
		if (nameOf(at) === 'v-form') form = at;
		if (nameOf(at) === 'drawer-item') {
			inDrawer = true;
			break;
		}
	}
	const propOf = (name: string): Record<string, unknown> | null => {
		const value: unknown = form?.props[name];
		return isRecord(value) ? value : null;
	};
	return {
		inDrawer,
		hasUnsavedEdits: () => Object.keys(propOf('modelValue') ?? {}).length > 0,
		loadedValues: () => propOf('initialValues'),
	};
}
