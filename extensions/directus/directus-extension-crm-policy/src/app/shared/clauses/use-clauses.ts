import { shallowRef, type ShallowRef } from 'vue';
import type { Clause } from '../api/contract.js';
import { readFailure, type Failure } from '../api/failure.js';
import { useCrmApi } from '../api/use-crm-api.js';
import { useWords } from '../words/use-words.js';

export interface Catalogue {
	/** By id; empty until they have arrived. */
	clauses: ShallowRef<ReadonlyMap<string, Clause>>;
	failure: ShallowRef<Failure | null>;
}

// One catalogue per language for the whole page: dozens of chips ask for it, the server is asked once.
const catalogues = new Map<string, Catalogue & { asked: boolean }>();

/** The titles of clauses in the reader's language. After a failure the next component that appears asks again. */
export function useClauses(): Catalogue {
	const api = useCrmApi();
	const { locale } = useWords();
	const known = catalogues.get(locale.value) ?? { clauses: shallowRef(new Map()), failure: shallowRef(null), asked: false };
	catalogues.set(locale.value, known);
	if (!known.asked) {
		known.asked = true;
		api.clauses().then(
			(clauses) => {
				known.clauses.value = new Map(clauses.map((clause) => [clause.id, clause]));
				known.failure.value = null;
			},
			(thrown: unknown) => {
				known.asked = false;
				known.failure.value = readFailure(thrown);
			},
		);
	}
	return known;
}
