/** Something done again and again whose duration counts. */
export interface Measured {
	/** Does it once; `turn` rises by one each time, so that no two writes are the same. */
	readonly run: (turn: number) => Promise<void>;
	/** How many requests one run is; default 1. The duration is divided by it. */
	readonly requests?: number;
}

/** A measured thing and what it is compared with. */
export interface Comparison {
	readonly what: string;
	readonly ours: Measured;
	readonly plain: Measured;
	/** The ratio we aim at, where there is an aim. */
	readonly aim?: number;
}

export interface Ratio {
	readonly what: string;
	/** Medians, milliseconds per request. */
	readonly ours: number;
	readonly plain: number;
	readonly ratio: number;
	/** What the ratio is at least, with 19 chances in 20; below it the machine's own noise explains the rest. */
	readonly atLeast: number;
	readonly aim: number | null;
}

/** What a request leaves to be done after its answer (messages, above all) is not the next one's burden. */
const pause = 40;

/** The value at a place that must have one. */
export function at<T>(values: readonly T[], place: number): T {
	const value = values[place];
	if (value === undefined) throw new Error(`There is nothing at place ${place} of ${values.length}.`);
	return value;
}

export const median = (values: readonly number[]): number => {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? at(sorted, middle) : (at(sorted, middle - 1) + at(sorted, middle)) / 2;
};

/** The lower end of the interval in which the median lies with 19 chances in 20, whatever the values are distributed like. */
const lowerMedian = (values: readonly number[]): number =>
	at(
		[...values].sort((a, b) => a - b),
		Math.max(0, Math.floor(values.length / 2 - 0.98 * Math.sqrt(values.length))),
	);

/** Those that miss their aim for certain: what the noise of the machine explains is not counted. */
export const missing = (ratios: readonly Ratio[]): readonly string[] =>
	ratios.filter(({ atLeast, aim }) => aim !== null && atLeast > aim).map(({ what, atLeast }) => `${what}: at least ${atLeast.toFixed(3)}`);

/**
 * Measures comparisons in rounds: in each round everything is done once, in turns, so that a machine that is busy for a while is busy
 * for all of them. The ratio is the median of the rounds' own ratios, which a slow second does not move.
 */
export async function compare(comparisons: readonly Comparison[], rounds: number, warmUp = 5): Promise<readonly Ratio[]> {
	const times = comparisons.map(() => ({ ours: [] as number[], plain: [] as number[] }));
	for (let round = -warmUp; round < rounds; round++) {
		for (const [index, { ours, plain }] of comparisons.entries()) {
			// Whoever comes first in a round changes from round to round.
			const order = round % 2 === 0 ? (['ours', 'plain'] as const) : (['plain', 'ours'] as const);
			for (const side of order) {
				const { run, requests = 1 } = side === 'ours' ? ours : plain;
				await new Promise((resolve) => setTimeout(resolve, pause));
				const started = performance.now();
				await run(round + warmUp);
				if (round >= 0) at(times, index)[side].push((performance.now() - started) / requests);
			}
		}
	}
	return comparisons.map(({ what, aim }, index) => {
		const { ours, plain } = at(times, index);
		const ratios = ours.map((time, round) => time / at(plain, round));
		return {
			what,
			ours: median(ours),
			plain: median(plain),
			ratio: median(ratios),
			atLeast: lowerMedian(ratios),
			aim: aim ?? null,
		};
	});
}

/** The table people read. */
export function tableOf(title: string, ratios: readonly Omit<Ratio, 'atLeast'>[]): string {
	const widest = Math.max(...ratios.map(({ what }) => what.length));
	const line = (what: string, ...cells: readonly string[]): string =>
		`${what.padEnd(widest)}  ${cells.map((cell) => cell.padStart(9)).join('  ')}`;
	return [
		'',
		title,
		line('', 'ours ms', 'plain ms', 'ratio', 'aim'),
		...ratios.map(({ what, ours, plain, ratio, aim }) =>
			line(what, ours.toFixed(1), plain.toFixed(1), ratio.toFixed(3), aim === null ? '' : `${ratio <= aim ? '✓' : '✗'} ${aim.toFixed(2)}`),
		),
		'',
	].join('\n');
}
