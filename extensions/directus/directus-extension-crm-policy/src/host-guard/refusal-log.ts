const aMinute = 60_000;

/**
 * Says each kind of thing at most once a minute, with how often it happened since it was last said, so that an attack does not fill the log.
 * @param write receives the kind and the count
 * @param now milliseconds
 */
export function oncePerMinute(write: (kind: string, times: number) => void, now: () => number = Date.now): (kind: string) => void {
	const kinds = new Map<string, { lastSaid: number; unsaid: number }>();
	return (kind) => {
		const known = kinds.get(kind) ?? { lastSaid: -Infinity, unsaid: 0 };
		kinds.set(kind, known);
		known.unsaid += 1;
		if (now() - known.lastSaid < aMinute) return;
		write(kind, known.unsaid);
		known.lastSaid = now();
		known.unsaid = 0;
	};
}
