import { ForbiddenError, RouteNotFoundError } from '@directus/errors';
import { intakeOfLetter, isAutomatic, letterWords as words } from '@crm-policy/rules/complaints/letter';
import { publicComplaintWords } from '@crm-policy/rules/complaints/public-words';
import { say, type Locale } from '@crm-policy/rules/words/text';
import type { HttpResponse } from '../../endpoints/http.js';
import type { Host } from '../../engine/context.js';
import { firstOf, rowsOf } from '../../engine/rows.js';
import { assertSafe } from '../../engine/safety.js';
import { protectAnswer } from '../../public-pages/page.js';
import type { Visitor } from '../../public-pages/visitor.js';
import { refuseAsJson, sendSoon, type Intake } from '../public/answering.js';
import { attachmentLimits, judgeAttachments, type Attachment } from '../public/attachments.js';
import { complaintsPath } from '../public/pages.js';
import { IntakeRefused, invalid, sayProblem } from '../public/problem.js';
import { takeInComplaint, type TakenInComplaint } from '../public/take-in.js';
import type { SentFile } from '../public/upload.js';
import { readBytes } from './read-bytes.js';
import { readLetter, type ReadLetter } from './read-letter.js';
import { sendReceipt } from './receipt.js';
import { isSigned, signatureIn } from './signature.js';

/** Carries the signature of the e-mail's bytes, as `sha256=` and their HMAC in hexadecimal. */
const signatureHeader = 'x-signature-256';

/**
 * Takes in a complaint that came by e-mail: a mail server or mail service hands the message over as it travels (`message/rfc822`), signed
 * with the key both know. Handing it over again changes nothing (FBK-01, FBK-02, CMP-02).
 */
export async function receiveLetter(intake: Intake, visitor: Visitor, response: HttpResponse): Promise<void> {
	protectAnswer(response, { indexed: false });
	const { host, settings } = intake;
	const key = settings.mailKey;
	if (key === null) throw new RouteNotFoundError({ path: '/crm/intake/mail' });
	try {
		const letter = await signedLetter(visitor, key);
		if (isAutomatic(letter)) {
			response.json({ data: { taken_in: false, reason: 'automatic' } });
			return;
		}
		if (await isKnown(host, letter.digest)) {
			response.json({ data: { taken_in: false, reason: 'known' } });
			return;
		}
		const { from, subject, headers } = letter;
		const locale = languageOf(letter, visitor.locale);
		await intake.limits.complain(from.address);
		await assertSafe(host, visitor.locale);
		const taken = await takeInOnce(host, letter, locale);
		if (taken === null) {
			response.json({ data: { taken_in: false, reason: 'known' } });
			return;
		}
		sendSoon(host);
		const url = `${settings.publicUrl}${complaintsPath}/${taken.secret}`;
		const sent = await sendReceipt(host, { to: from.address, title: subject, answers: headers['message-id'], url, locale });
		// The link is in the receipt; only where that could not be sent does whoever handed the e-mail in pass it on.
		response
			.status(201)
			.json({ data: { taken_in: true, received_on: taken.receivedOn, receipt: sent ? 'sent' : 'failed', ...(sent ? {} : { url }) } });
	} catch (error) {
		if (!(error instanceof IntakeRefused)) throw error;
		refuseAsJson(response, error, visitor.locale);
	}
}

async function signedLetter({ request }: Visitor, key: string): Promise<ReadLetter> {
	const signature = signatureIn(request.headers[signatureHeader]);
	if (signature === null) throw new ForbiddenError();
	if (!String(request.headers['content-type'] ?? '').startsWith('message/rfc822'))
		throw invalid({ field: null, text: publicComplaintWords.problems.notAnEmail });
	const bytes = await readBytes(request);
	if (!isSigned(bytes, signature, key)) throw new ForbiddenError();
	return readLetter(bytes);
}

/** The language the e-mail is written in, as far as that can be seen; else that of the project. */
const languageOf = ({ subject, body }: ReadLetter, otherwise: Locale): Locale =>
	/\p{Script=Han}/u.test(subject + body) ? 'zh-CN' : /\p{Script=Latin}/u.test(body) ? 'en-US' : otherwise;

const isKnown = async (host: Host, digest: string): Promise<boolean> =>
	(await firstOf(host.database('crm_complaints').where({ mail_digest: digest }).select('id').first())) !== undefined;

/** What an e-mail may bring along is taken in; whatever else hangs on it is named, so that somebody can ask for it. */
async function chooseFiles(files: readonly SentFile[], locale: Locale): Promise<{ kept: readonly Attachment[]; left: readonly string[] }> {
	const kept: Attachment[] = [];
	const left: string[] = [];
	let total = 0;
	for (const file of files) {
		const { attachments, problems } = await judgeAttachments([file]);
		const fits = kept.length < attachmentLimits.count && total + file.bytes.length <= attachmentLimits.total;
		if (fits) kept.push(...attachments);
		if (fits) total += attachments.length === 0 ? 0 : file.bytes.length;
		left.push(...problems.map((problem) => sayProblem(problem, locale)));
		if (!fits && attachments.length > 0) left.push(...attachments.map(({ name }) => name));
	}
	return { kept, left };
}

/** The complaint an e-mail answers, if it came in by e-mail too. */
async function earlierOf(host: Host, { answers }: ReadLetter): Promise<{ readonly number: string | null } | undefined> {
	if (answers.length === 0) return undefined;
	const found = await rowsOf<{ mail_digest: string; number: string | null }>(
		host.database('crm_complaints').whereIn('mail_digest', answers).select('mail_digest', 'number'),
	);
	return answers.flatMap((digest) => found.filter(({ mail_digest }) => mail_digest === digest))[0];
}

/** Null when the same e-mail was taken in by another request meanwhile: the database keeps one of each. */
async function takeInOnce(host: Host, letter: ReadLetter, locale: Locale): Promise<TakenInComplaint | null> {
	try {
		return await takeIn(host, letter, locale);
	} catch (error) {
		if (!(error instanceof IntakeRefused) && (await isKnown(host, letter.digest))) return null;
		throw error;
	}
}

async function takeIn(host: Host, letter: ReadLetter, locale: Locale): Promise<TakenInComplaint> {
	const { intake, cut } = intakeOfLetter(letter, locale);
	const { kept, left } = await chooseFiles(letter.files, locale);
	const earlier = await earlierOf(host, letter);
	const missing = [...(cut ? [say(words.cut, locale, { most: intake.content.length })] : []), ...left];
	const note = [
		...(earlier === undefined
			? []
			: [earlier.number === null ? say(words.followsUnregistered, locale) : say(words.follows, locale, { number: earlier.number })]),
		...(missing.length === 0 ? [] : [say(words.leftOut, locale, { what: missing.join(locale === 'zh-CN' ? '；' : '; ') })]),
	].join('\n');
	return takeInComplaint(host, {
		intake,
		channel: 'email',
		attachments: kept,
		digest: letter.digest,
		...(note === '' ? {} : { note }),
	});
}
