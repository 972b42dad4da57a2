/** A row as it is read, and whether it had to be put together. */
export interface MendedRow {
	readonly cells: readonly string[];
	readonly mended: boolean;
}

/**
 * Puts a row together whose text holds the delimiter without quotes (`24, place Kléber`). Delimiters are not followed by a blank, a comma
 * within a sentence is: where a row has exactly as many cells too many as cells that begin with a blank, these belong to the one before.
 * Null when the row cannot be told apart this way; a row that is too short is filled up.
 */
export function mend(cells: readonly string[], columns: number, delimiter: string): MendedRow | null {
	if (cells.length <= columns) return { cells: [...cells, ...Array.from({ length: columns - cells.length }, () => '')], mended: false };
	// Empty cells beyond the last heading are what spreadsheets leave behind.
	if (cells.slice(columns).every((cell) => cell.trim() === '')) return { cells: cells.slice(0, columns), mended: false };
	const joined: string[] = [];
	for (const cell of cells) {
		const before = joined.at(-1);
		if (cell.startsWith(' ') && before !== undefined) joined[joined.length - 1] = `${before}${delimiter}${cell}`;
		else joined.push(cell);
	}
	return joined.length === columns ? { cells: joined, mended: true } : null;
}
