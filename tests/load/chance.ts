/** Numbers that look like chance and are the same in every run (Lehmer). */
export function chance(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state * 48_271) % 2_147_483_647;
		return state % below;
	};
}
