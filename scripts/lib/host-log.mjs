/**
 * Warnings of Directus that say nothing a person could act on here.
 */
const expected = [/^Spatialite isn't installed/, /^PostGIS isn't installed/];

/** Levels of the logger Directus uses. */
const warning = 40;
const error = 50;

/**
 * @param {string} line
 * @returns {{ level: number, text: string, isRequest: boolean } | undefined} undefined when the line is not an entry of Directus' log
 */
export function readEntry(line) {
	if (!line.startsWith('{')) return undefined;
	try {
		/** @type {{ level?: number, msg?: string, err?: { message?: string, stack?: string }, req?: { method?: string, url?: string } }} */
		const entry = JSON.parse(line);
		if (typeof entry.level !== 'number') return undefined;
		const request = entry.req === undefined ? '' : `${entry.req.method} ${entry.req.url} `;
		const text = `${request}${entry.msg ?? ''}`.trim();
		const stack = entry.err?.stack ?? entry.err?.message ?? '';
		return {
			level: entry.level,
			text: stack === '' || stack.includes(text) ? stack || text : `${text}\n${stack}`,
			isRequest: entry.req !== undefined,
		};
	} catch {
		// Not JSON after all: the caller treats it as plain text.
		return undefined;
	}
}

/**
 * What of Directus' output is worth showing: warnings, errors, and what the extension says of itself.
 * @param {string} line as Directus wrote it
 * @param {{ verbose: boolean }} options `verbose` shows everything
 * @returns {string | undefined}
 */
export function presentLine(line, { verbose }) {
	const entry = readEntry(line);
	if (entry === undefined) return verbose && line !== '' ? line : undefined;
	if (verbose) return entry.text;
	if (/^CRM Policy\b/.test(entry.text) && !entry.isRequest) return entry.text;
	if (entry.isRequest || entry.level < warning || expected.some((pattern) => pattern.test(entry.text))) return undefined;
	return `${entry.level >= error ? '✖' : '!'} ${entry.text}`;
}
