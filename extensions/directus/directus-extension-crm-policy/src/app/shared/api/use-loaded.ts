import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { readFailure, type Failure } from './failure.js';

export interface Loaded<T> {
	/** The last answer; kept while a newer one is on its way and when that one fails. */
	value: ShallowRef<T | null>;
	failure: ShallowRef<Failure | null>;
	/** True while there is nothing to show yet. */
	loading: Ref<boolean>;
	/** Asks again; an answer that arrives after a later question is dropped. Settles with the newest answer and never fails. */
	load: () => Promise<void>;
	/** Forgets everything, for instance when another record is shown. */
	clear: () => void;
}

/** Keeps the state of something that is asked of the server more than once. */
export function useLoaded<T>(ask: () => Promise<T>): Loaded<T> {
	const value = shallowRef<T | null>(null);
	const failure = shallowRef<Failure | null>(null);
	const loading = ref(false);
	let latest = 0;
	let running: Promise<void> = Promise.resolve();

	function load(): Promise<void> {
		running = run(++latest);
		return running;
	}

	async function run(mine: number): Promise<void> {
		loading.value = value.value === null;
		try {
			const answer = await ask();
			if (mine !== latest) {
				await running;
				return;
			}
			value.value = answer;
			failure.value = null;
		} catch (thrown) {
			if (mine !== latest) {
				await running;
				return;
			}
			failure.value = readFailure(thrown);
		} finally {
			if (mine === latest) loading.value = false;
		}
	}

	function clear(): void {
		latest += 1;
		running = Promise.resolve();
		value.value = null;
		failure.value = null;
		loading.value = false;
	}

	return { value, failure, loading, load, clear };
}
