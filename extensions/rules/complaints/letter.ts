import { say, text, type Locale } from '../words/text.js';
import { intakeModel, type Intake } from './intake.js';

/** An e-mail from outside the company, as far as the register needs it. */
export interface Letter {
	readonly from: { readonly name: string; readonly address: string };
	readonly subject: string;
	/** What it says, as plain text. */
	readonly body: string;
	/** Names of headers in lower case, with their values. */
	readonly headers: Readonly<Record<string, string>>;
}

export const letterWords = {
	noSubject: text('(no subject)', '（无主题）'),
	noText: text('(no text)', '（无正文）'),
	leftOut: text('Left out of this e-mail: {what}.', '该邮件中未收入的内容：{what}。'),
	cut: text('the text beyond {most} characters', '超过 {most} 字的正文'),
	follows: text('Follows the e-mail that complaint {number} came in by.', '为投诉 {number} 来信的后续邮件。'),
	followsUnregistered: text('Follows the e-mail of a complaint that is not registered yet.', '为一条尚未登记的投诉的后续邮件。'),
	keepLink: text(
		'With this link you can see how far we are. Please give it only to people who may see it.',
		'通过此链接可查看处理进度，请勿转给无关人员。',
	),
	receiptSubject: text('We have received your message: {title}', '我们已收到您的来信：{title}'),
} as const;

const longest = { title: 255, content: 20_000, name: 255 } as const;

/**
 * Whether a machine wrote it: an out-of-office note, a list, a message that could not be delivered. None is a complaint, and to answer one
 * begins a loop (RFC 3834, RFC 2919).
 */
export function isAutomatic({ headers }: Pick<Letter, 'headers'>): boolean {
	const value = (name: string): string => (headers[name] ?? '').trim().toLowerCase();
	const submitted = value('auto-submitted');
	return (
		(submitted !== '' && !submitted.startsWith('no')) ||
		['bulk', 'list', 'junk', 'auto_reply'].includes(value('precedence')) ||
		value('list-id') !== '' ||
		value('x-auto-response-suppress').includes('all') ||
		value('return-path') === '<>'
	);
}

const beginning = (value: string, most: number): string => Array.from(value).slice(0, most).join('');

/**
 * What an e-mail says as an entry of the register (FBK-01, FBK-02); `cut` tells whether its text was too long to be taken in whole.
 *
 * @param locale the language of what stands where the e-mail says nothing
 */
export function intakeOfLetter({ from, subject, body }: Letter, locale: Locale): { readonly intake: Intake; readonly cut: boolean } {
	const content = body.trim();
	// Characters beyond the basic plane count twice in a database's length; half of the limit in them always fits.
	const kept = content.length <= longest.content ? content : beginning(content, longest.content / 2);
	return {
		intake: intakeModel.parse({
			title: beginning(subject.trim(), longest.title / 2) || say(letterWords.noSubject, locale),
			content: kept || say(letterWords.noText, locale),
			complainant: beginning(from.name.trim(), longest.name / 2) || from.address,
			complainant_contact: from.address,
		}),
		cut: kept !== content,
	};
}
