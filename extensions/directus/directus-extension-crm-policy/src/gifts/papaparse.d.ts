/** The part of papaparse this extension uses; the library ships without types. */
declare module 'papaparse' {
	const Papa: {
		unparse(rows: readonly (readonly string[])[], options: { readonly escapeFormulae: boolean }): string;
	};
	export default Papa;
}
