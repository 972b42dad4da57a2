import type { ValueClass } from '../customers/value-class.js';
import type { ContactTarget } from './settings.js';

/** What a customer is to the rules about regular contact: key before anything else, else its class; without one, general (SEG-01, SEG-06). */
export function contactTargetOf({
	key_customer: key = null,
	value_class: of = null,
}: {
	readonly key_customer?: boolean | null;
	readonly value_class?: ValueClass | null;
}): ContactTarget {
	if (key === true) return 'key';
	return of === null || of === 'other' ? 'general' : of;
}
