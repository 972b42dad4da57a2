/** Does the work for each, some at a time. */
export async function forEachOf<T>(all: readonly T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
	const waiting = all.values();
	const worker = async (): Promise<void> => {
		for (const one of waiting) await work(one);
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
}
