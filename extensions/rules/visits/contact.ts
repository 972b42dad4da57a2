import type { ValueClass } from '../customers/value-class.js';
import type { ContactKind, ContactRule, ContactTarget, VisitRules } from './settings.js';

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

/** The rule about contact of one kind with such customers; where there are several, the one that asks for it most often. */
export const contactInterval = (target: ContactTarget, contact: ContactKind, rules: Pick<VisitRules, 'contact'>): ContactRule | null =>
	rules.contact
		.filter((rule) => rule.customers === target && rule.contact === contact)
		.toSorted((a, b) => a.every_days - b.every_days)[0] ?? null;
