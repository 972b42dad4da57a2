import { inject, type Component, type InjectionKey } from 'vue';

/** A form holds fields, and a field may hold forms: the outer form hands itself down, so that no file imports itself in a circle. */
export interface FormParts {
	form: Component;
	field: Component;
}

export const formParts: InjectionKey<FormParts> = Symbol('the parts of a command form');

export function useFormParts(): FormParts {
	const parts = inject(formParts);
	if (parts === undefined) throw new Error('A field of a command form stands outside any form.');
	return parts;
}
