import { z } from 'zod';

/** Directus turns what looks like a boolean or a number in its environment into one. */
const count = (otherwise: number) => z.coerce.number().int().min(1).max(100_000).catch(otherwise).default(otherwise);

const environment = z.object({
	CRM_PUBLIC_COMPLAINTS: z.union([z.string(), z.boolean()]).optional(),
	CRM_PUBLIC_COMPLAINTS_PER_ADDRESS: count(20),
	CRM_PUBLIC_COMPLAINTS_PER_CONTACT: count(5),
	CRM_COMPLAINT_MAIL_KEY: z.coerce.string().optional(),
	SECRET: z.string().min(1),
	PUBLIC_URL: z.coerce.string(),
});

export interface IntakeSettings {
	/** Whether complaints are taken in from people without an account. */
	readonly open: boolean;
	/** Attempts an hour from one network address. */
	readonly perAddress: number;
	/** Complaints a day with one telephone number or e-mail address. */
	readonly perContact: number;
	/** What e-mails are signed with by whoever hands them in; null where none are taken in. */
	readonly mailKey: string | null;
	/** What Directus signs with; forms are signed with a key derived from it. */
	readonly signingSecret: string;
	/** Address of the installation, without a slash at the end. */
	readonly publicUrl: string;
}

/** Long enough that nobody finds it by trying. */
const shortestKey = 32;

/** @throws Error for a key that could be guessed: taking nothing in is better than taking in what anybody signs */
function mailKeyOf(set: string | undefined): string | null {
	const key = (set ?? '').trim();
	if (key === '') return null;
	if (key.length < shortestKey) throw new Error(`CRM_COMPLAINT_MAIL_KEY has fewer than ${String(shortestKey)} characters.`);
	return key;
}

/** What the operator has set about taking in complaints. Closed unless it says `true`. */
export function intakeSettings(env: Readonly<Record<string, unknown>>): IntakeSettings {
	const set = environment.parse(env);
	return {
		open: String(set.CRM_PUBLIC_COMPLAINTS) === 'true',
		perAddress: set.CRM_PUBLIC_COMPLAINTS_PER_ADDRESS,
		perContact: set.CRM_PUBLIC_COMPLAINTS_PER_CONTACT,
		mailKey: mailKeyOf(set.CRM_COMPLAINT_MAIL_KEY),
		signingSecret: set.SECRET,
		publicUrl: set.PUBLIC_URL.replace(/\/+$/, ''),
	};
}
