import { publicComplaintWords as words } from '@crm-policy/rules/complaints/public-words';
import type { Host } from '../../engine/context.js';
import { limitersOf, networkOf } from '../../public-pages/limiters.js';
import { formLifetimeSeconds } from './form-token.js';
import { IntakeRefused, invalid } from './problem.js';
import { intakeSettings } from './settings.js';

const hour = 3600;
const day = 24 * hour;

/** The limits of the public intake. */
export interface IntakeLimits {
	/** Counts an attempt from a network address. */
	attempt(address: string): Promise<void>;
	/** Counts a complaint of one person, by telephone number or e-mail address. */
	complain(contact: string): Promise<void>;
	/** Uses up a form, so that sending it twice makes one complaint. */
	useForm(nonce: string): Promise<void>;
}

/** The same person, however they write their number or address. */
export function contactKey(contact: string): string {
	const digits = contact.replace(/\D/g, '');
	return !contact.includes('@') && digits.length >= 5 ? digits.slice(-11) : contact.normalize('NFKC').toLowerCase().replace(/\s/g, '');
}

export function intakeLimits(host: Pick<Host, 'env' | 'logger'>): IntakeLimits {
	const settings = intakeSettings(host.env);
	const limiter = limitersOf(host);
	const addresses = limiter('crm-intake-address', settings.perAddress, hour);
	const contacts = limiter('crm-intake-contact', settings.perContact, day);
	const forms = limiter('crm-intake-form', 1, formLifetimeSeconds);
	const refuseFor = (seconds: number | null): void => {
		if (seconds === null) return;
		const problem = { field: null, text: words.problems.tooManyRequests, values: { minutes: Math.ceil(seconds / 60) } };
		throw new IntakeRefused(429, 'REQUESTS_EXCEEDED', [problem], seconds);
	};
	return {
		attempt: async (address) => refuseFor(await addresses.consume(networkOf(address))),
		complain: async (contact) => refuseFor(await contacts.consume(contactKey(contact))),
		useForm: async (nonce) => {
			if ((await forms.consume(nonce)) !== null) throw invalid({ field: null, text: words.problems.formUsed });
		},
	};
}
