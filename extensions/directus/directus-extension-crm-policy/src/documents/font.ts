import { readFile } from 'node:fs/promises';

/** Shipped beside the built extension (see `scripts/lib/bundle.mjs`). */
export const fontFile = 'NotoSansHans-Regular.otf';

let loading: Promise<Buffer> | null = null;

/** The font of every document: Latin and 20,000 Chinese characters. Read when the first document is asked for, and then kept. */
export function documentFont(): Promise<Buffer> {
	loading ??= readFile(new URL(`./fonts/${fontFile}`, import.meta.url)).catch((error: unknown) => {
		loading = null;
		throw error;
	});
	return loading;
}
