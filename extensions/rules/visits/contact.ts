import type { CustomerClass } from '../customers/customer.js';
import type { ContactTarget } from './settings.js';

/** What a customer is to the rules about regular contact: key before anything else, else its class, else general (SEG-01, SEG-06). */
export const contactTargetOf = (customer: {
	readonly key_since?: string | null;
	readonly customer_class?: CustomerClass | null;
}): ContactTarget => (typeof customer.key_since === 'string' ? 'key' : (customer.customer_class ?? 'general'));
