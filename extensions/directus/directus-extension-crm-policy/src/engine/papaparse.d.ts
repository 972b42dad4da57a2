/** The part of papaparse this extension uses; the library ships without types. */
declare module 'papaparse' {
	const Papa: {
		unparse(rows: readonly (readonly string[])[], options: { readonly escapeFormulae: boolean }): string;
		parse(
			text: string,
			options: { readonly delimitersToGuess: readonly string[]; readonly skipEmptyLines: 'greedy' },
		): {
			readonly data: readonly (readonly string[])[];
			readonly errors: readonly { readonly type: string; readonly code: string; readonly row?: number }[];
			readonly meta: { readonly delimiter: string };
		};
	};
	export default Papa;
}
