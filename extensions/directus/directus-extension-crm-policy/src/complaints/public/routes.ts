import { publicComplaintWords as words } from '@crm-policy/rules/complaints/public-words';
import { publicStatus } from '@crm-policy/rules/complaints/public-status';
import { say, type Text } from '@crm-policy/rules/words/text';
import { isDirectusError } from '@directus/errors';
import type { Host } from '../../engine/context.js';
import { rulebookInForce } from '../../engine/rulebooks.js';
import { assertSafe } from '../../engine/safety.js';
import type { Handler, HttpResponse } from '../../endpoints/http.js';
import { protectAnswer } from '../../public-pages/page.js';
import { secretOf } from '../../public-pages/secret-paths.js';
import { forVisitors, type Visitor } from '../../public-pages/visitor.js';
import { receiveLetter } from '../mail/receive-letter.js';
import { refuseAsJson, sendError, sendSoon, type Intake } from './answering.js';
import { judgeAttachments } from './attachments.js';
import { issueForm, judgeForm } from './form-token.js';
import { intakeLimits } from './limits.js';
import { findByLink } from './links.js';
import { complaintsPath, formField, formPage, noticePage, receiptPage, statusPage, trapField } from './pages.js';
import { IntakeRefused, invalid } from './problem.js';
import { readIntake } from './read-intake.js';
import { intakeSettings } from './settings.js';
import { takeInComplaint, type TakenInComplaint } from './take-in.js';
import { readUpload, type Sent } from './upload.js';

/** The public side of complaints: the form, taking one in, and where one stands (CMP-02, FBK-01, FBK-02). */
export function publicComplaintRoutes(host: Host): readonly (readonly ['get' | 'post', string, Handler])[] {
	const settings = intakeSettings(host.env);
	const intake: Intake = { host, settings, limits: intakeLimits(host) };
	return [
		['get', '/public/complaints', forVisitors(host, (visitor, response) => showForm(intake, visitor, response))],
		['post', '/public/complaints', forVisitors(host, (visitor, response) => receiveComplaint(intake, visitor, response))],
		['get', '/public/complaints/:secret', forVisitors(host, (visitor, response) => showStatus(intake, visitor, response))],
		['post', '/intake/mail', forVisitors(host, (visitor, response) => receiveLetter(intake, visitor, response))],
	];
}

function sendPage(response: HttpResponse, status: number, page: string): void {
	response.status(status);
	response.setHeader('Content-Type', 'text/html; charset=utf-8');
	response.send(page);
}

function sendNotice({ readsPages, locale }: Visitor, response: HttpResponse, code: string, notice: { title: Text; body: Text }): void {
	if (readsPages) sendPage(response, 404, noticePage(notice, locale));
	else sendError(response, 404, [{ code, message: `${say(notice.title, locale)}. ${say(notice.body, locale)}` }]);
}

async function showForm({ settings }: Intake, visitor: Visitor, response: HttpResponse): Promise<void> {
	protectAnswer(response, { indexed: false });
	if (!settings.open) {
		sendNotice({ ...visitor, readsPages: true }, response, 'ROUTE_NOT_FOUND', words.closed);
		return;
	}
	sendPage(response, 200, formPage({ locale: visitor.locale, form: issueForm(settings.signingSecret, new Date()) }));
}

async function receiveComplaint(intake: Intake, visitor: Visitor, response: HttpResponse): Promise<void> {
	protectAnswer(response, { indexed: false });
	if (!intake.settings.open) {
		sendNotice(visitor, response, 'ROUTE_NOT_FOUND', words.closed);
		return;
	}
	const heard: { sent?: Sent } = {};
	try {
		const taken = await hear(intake, visitor, heard);
		const url = `${intake.settings.publicUrl}${complaintsPath}/${taken.secret}`;
		if (visitor.readsPages) sendPage(response, 201, receiptPage({ locale: visitor.locale, url, receivedOn: taken.receivedOn }));
		else response.status(201).json({ data: { secret: taken.secret, url, received_on: taken.receivedOn } });
	} catch (error) {
		refuse(intake, visitor, response, asRefusal(intake.host, error), heard.sent);
	}
}

/** Everything between the request and the complaint; what was sent is noted in `heard`, so that a refusal can show it again. */
async function hear({ host, settings, limits }: Intake, visitor: Visitor, heard: { sent?: Sent }): Promise<TakenInComplaint> {
	const { request, address, readsPages } = visitor;
	await limits.attempt(address);
	const isForm = String(request.headers['content-type'] ?? '').startsWith('multipart/form-data');
	const sent = isForm ? await readUpload(request) : null;
	if (sent !== null) heard.sent = sent;
	const { [trapField]: trap = '', [formField]: form = '', ...fields } = sent?.fields ?? {};
	if (trap !== '') throw invalid({ field: trapField, text: words.problems.trap });
	// Pages come with a form of ours; a program says who it is by asking for JSON, and has its limits.
	const age = readsPages ? judgeForm(settings.signingSecret, form, new Date()) : null;
	const { attachments, problems } = await judgeAttachments(sent?.files ?? []);
	const intake = readAll(sent === null ? request.body : fields, problems);
	if (age?.judged === 'too-fast') throw invalid({ field: null, text: words.problems.tooFast });
	if (age?.judged === 'expired') throw invalid({ field: null, text: words.problems.formExpired });
	if (age?.judged === 'filled-in') await limits.useForm(age.nonce);
	await limits.complain(intake.complainant_contact);
	await assertSafe(host, visitor.locale);
	const taken = await takeInComplaint(host, { intake, channel: 'online_service', attachments });
	sendSoon(host);
	return taken;
}

/** Reads the entries; what is wrong with them and with the files is said at once. */
function readAll(entries: unknown, problems: IntakeRefused['problems']): ReturnType<typeof readIntake> {
	try {
		const intake = readIntake(entries);
		if (problems.length > 0) throw invalid(...problems);
		return intake;
	} catch (error) {
		if (error instanceof IntakeRefused && error.problems !== problems) throw invalid(...new Set([...error.problems, ...problems]));
		throw error;
	}
}

/** Whatever went wrong, as something that can be told; what is not the complainant's to mend is logged without what they wrote. */
function asRefusal(host: Host, error: unknown): IntakeRefused {
	if (error instanceof IntakeRefused) return error;
	const reason = isDirectusError(error) ? error.code : error instanceof Error ? error.name : 'unknown';
	host.logger.error(`CRM Policy: a complaint from the public page could not be taken in (${reason}).`);
	return new IntakeRefused(503, 'SERVICE_UNAVAILABLE', [{ field: null, text: words.problems.failed }], 60);
}

function refuse({ settings }: Intake, { locale, readsPages }: Visitor, response: HttpResponse, refusal: IntakeRefused, sent?: Sent): void {
	if (!readsPages) {
		refuseAsJson(response, refusal, locale);
		return;
	}
	if (refusal.retryAfter !== null) response.setHeader('Retry-After', String(refusal.retryAfter));
	sendPage(
		response,
		refusal.status,
		formPage({
			locale,
			form: issueForm(settings.signingSecret, new Date()),
			sent: sent?.fields ?? {},
			problems: refusal.problems,
			hadFiles: (sent?.files.length ?? 0) > 0,
		}),
	);
}

async function showStatus({ host }: Intake, visitor: Visitor, response: HttpResponse): Promise<void> {
	protectAnswer(response, { indexed: false });
	const found = await findByLink(host.database, secretOf(visitor.request) ?? '');
	if (found === undefined) {
		sendNotice(visitor, response, 'ROUTE_NOT_FOUND', words.unknownLink);
		return;
	}
	const { time_zone: timeZone } = await rulebookInForce(host.database, new Date().toISOString(), visitor.locale);
	const status = publicStatus(found, timeZone);
	if (visitor.readsPages) {
		sendPage(response, 200, statusPage(status, visitor.locale));
		return;
	}
	response.json({
		data: {
			status: found.status,
			state: say(status.state, visitor.locale),
			next: say(status.next, visitor.locale),
			milestones: status.milestones.map(({ label, day }) => ({ label: say(label, visitor.locale), day })),
		},
	});
}
