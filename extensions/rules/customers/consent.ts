import { text } from '../words/text.js';

/** What somebody can agree to (CON-01). */
export const consentScopes = ['business', 'care', 'marketing'] as const;
export type ConsentScope = (typeof consentScopes)[number];

/** What a customer is contacted for. */
export const consentUses = ['business', 'care', 'marketing'] as const;
export type ConsentUse = (typeof consentUses)[number];

export const consentScopeLabels = {
	business: text('Doing business', '业务往来'),
	care: text('Greetings and care', '客户关怀'),
	marketing: text('Marketing', '营销推广'),
} as const;

/** A consent as it stands in the archive. Days are `YYYY-MM-DD`. */
export interface Consent {
	readonly id: string;
	readonly status: string;
	readonly scope: string;
	/** The person it is of; none when the customer as such has agreed. */
	readonly contact?: string | null;
	readonly obtained_on: string | null;
	readonly withdrawn_on: string | null;
}

/** Whether a consent holds on a day: given by then, and neither withdrawn nor about to end before. A withdrawal takes effect at once. */
export const consentHolds = ({ status, obtained_on, withdrawn_on }: Omit<Consent, 'id' | 'scope'>, today: string): boolean =>
	status === 'given' && (obtained_on === null || obtained_on <= today) && (withdrawn_on === null || withdrawn_on > today);

/** A consent as it stood on a day: one that was withdrawn afterwards was still given then. */
export const consentAsOf = <C extends Pick<Consent, 'status' | 'withdrawn_on'>>(consent: C, day: string): C =>
	consent.status === 'withdrawn' && consent.withdrawn_on !== null && day < consent.withdrawn_on ? { ...consent, status: 'given' } : consent;

/**
 * Whether a customer, or one person there, may be contacted for a use on a day (CON-01). A consent of the customer as such covers everybody
 * there; one of a person covers that person, and the customer where nobody in particular is contacted.
 */
export function mayBeContacted(
	consents: readonly Consent[],
	rules: { readonly uses: Readonly<Record<ConsentUse, readonly ConsentScope[]>> },
	question: { readonly use: ConsentUse; readonly contact: string | null; readonly today: string },
): boolean {
	const scopes: readonly string[] = rules.uses[question.use];
	return consents.some((consent) => {
		const of = consent.contact ?? null;
		const covers = of === null || question.contact === null || of === question.contact;
		return covers && scopes.includes(consent.scope) && consentHolds(consent, question.today);
	});
}
