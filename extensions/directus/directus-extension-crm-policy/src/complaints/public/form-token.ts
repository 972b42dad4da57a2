import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a page may stay open before it is sent. */
export const formLifetimeSeconds = 24 * 3600;

/** Nobody reads and fills in the form faster; programs that fill in whatever they find do. */
const fastestSeconds = 3;

const signature = (secret: string, content: string): Buffer =>
	createHmac('sha256', secret).update(`crm-policy/complaint-form/${content}`).digest();

/** A signed note in the form of when it was handed out, so that the time it took can be known without script. */
export function issueForm(secret: string, now: Date): string {
	const content = `${Math.floor(now.getTime() / 1000)}.${randomBytes(12).toString('base64url')}`;
	return `${content}.${signature(secret, content).toString('base64url')}`;
}

export type FormAge = { readonly judged: 'filled-in'; readonly nonce: string } | { readonly judged: 'too-fast' | 'expired' };

/** Judges the note of a form that was sent. A note that is not ours counts as expired: either way a new form is handed out. */
export function judgeForm(secret: string, token: string, now: Date): FormAge {
	const [issued = '', nonce = '', signed = ''] = token.split('.');
	const expected = signature(secret, `${issued}.${nonce}`);
	const given = Buffer.from(signed, 'base64url');
	if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { judged: 'expired' };
	const age = now.getTime() / 1000 - Number(issued);
	if (age > formLifetimeSeconds) return { judged: 'expired' };
	return age < fastestSeconds ? { judged: 'too-fast' } : { judged: 'filled-in', nonce };
}
