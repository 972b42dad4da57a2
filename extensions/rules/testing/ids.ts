/** Ids in the order they are asked for: valid UUIDs, the same in every run. */
export function countingIds(block = 0): () => string {
	let count = 0;
	return () => {
		count += 1;
		return uuid(block, count);
	};
}

/** The n-th id of a block; blocks keep ids of different makers apart. */
export const uuid = (block: number, n: number): string =>
	`00000000-0000-4000-8${block.toString(16).padStart(3, '0')}-${n.toString(16).padStart(12, '0')}`;
