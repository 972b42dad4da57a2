import { useWords } from '../words/use-words.js';
import { between, sayMoment, saySpan } from './say-time.js';
import { useNow } from './use-now.js';

export interface Clock {
	moment(iso: string): string;
	/** How long ago. */
	since(iso: string): string;
	/** How long from now. */
	until(iso: string): string;
	isPast(iso: string): boolean;
}

/** Says times in the reader's language; used in a template, what it says moves on with the time. */
export function useClock(): Clock {
	const { locale } = useWords();
	const now = useNow();
	return {
		moment: (iso) => sayMoment(iso, locale.value, now.value),
		since: (iso) => saySpan(between(iso, now.value), locale.value),
		until: (iso) => saySpan(-between(iso, now.value), locale.value),
		isPast: (iso) => between(iso, now.value) > 0,
	};
}
