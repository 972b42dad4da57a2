import { ForbiddenError } from '@directus/errors';
import { z } from 'zod';
import { complaintDocumentWords as words } from '@crm-policy/rules/complaints/document-words';
import type { HandlingReport } from '@crm-policy/rules/complaints/report';
import { replyLocales } from '@crm-policy/rules/complaints/resolving';
import { locales, say, type Locale } from '@crm-policy/rules/words/text';
import type { Caller, Host } from '../engine/context.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { read, answeringFile, type Handler, type AnsweredFile } from '../endpoints/http.js';
import { replyPaper, reportPaper } from './complaint-papers.js';
import { registrationForm } from './customer-form.js';
import { handOverReceipt } from './hand-over-receipt.js';
import { itemsFor, NoDocumentError, print } from './printing.js';

const queryModel = z.object({ lang: z.enum(locales).optional() });
const textModel = z.object({ 'en-US': z.string(), 'zh-CN': z.string() });
const reportModel: z.ZodType<HandlingReport> = z.object({
	title: textModel,
	number: z.string(),
	written_on: z.string(),
	sections: z.array(z.object({ heading: textModel, entries: z.array(z.object({ label: textModel, value: textModel })) })),
});
const replyModel = z.object({
	number: z.string().nullable(),
	title: z.string().nullable(),
	reply_text: z.string().nullable(),
	replied_at: z.string().nullable(),
	reply_language: z.enum(['chinese', 'english']).nullable(),
});

function recordId(params: Readonly<Record<string, string | undefined>>): string {
	const id = z.uuid().safeParse(params['id']);
	if (!id.success) throw new ForbiddenError();
	return id.data;
}

const fileName = (kind: string, number: string | null, locale: Locale): string =>
	`${kind}-${(number ?? '').replace(/[^\w-]+/g, '-') || 'complaint'}-${locale}.pdf`;

async function reply(host: Host, caller: Caller, id: string): Promise<AnsweredFile> {
	const complaints = await itemsFor(host, caller, 'crm_complaints');
	const row = replyModel.parse(await complaints.readOne(id, { fields: ['number', 'title', 'reply_text', 'replied_at', 'reply_language'] }));
	if (row.reply_text === null) throw new NoDocumentError({ message: say(words.noReply, caller.locale) });
	// A letter is in the language it was written in.
	const locale = row.reply_language === null ? caller.locale : replyLocales[row.reply_language];
	const { time_zone: timeZone } = await rulebookInForce(host.database, new Date().toISOString(), caller.locale);
	const paper = replyPaper({ ...row, reply_text: row.reply_text }, locale, timeZone);
	return {
		name: fileName('reply', row.number, locale),
		type: 'application/pdf',
		disposition: 'inline',
		body: await print(paper, caller.locale),
	};
}

async function report(host: Host, caller: Caller, id: string, locale: Locale): Promise<AnsweredFile> {
	await (await itemsFor(host, caller, 'crm_complaints')).readOne(id, { fields: ['id'] });
	const reports = await itemsFor(host, caller, 'crm_complaint_reports');
	const [filed] = await reports.readByQuery({ filter: { complaint: { _eq: id } }, fields: ['content'], sort: ['-filed_at'], limit: 1 });
	if (filed === undefined) throw new NoDocumentError({ message: say(words.noReport, caller.locale) });
	const content = reportModel.parse(filed['content']);
	return {
		name: fileName('report', content.number, locale),
		type: 'application/pdf',
		disposition: 'inline',
		body: await print(reportPaper(content, locale), caller.locale),
	};
}

/** Documents on paper, for whoever may see the record they are about (CMP-11, CMP-15, CUS-14, OFF-01). */
export const documentRoutes = (host: Host): readonly (readonly ['get', string, Handler])[] => [
	['get', '/documents/complaints/:id/reply.pdf', answeringFile(host, ({ params }, caller) => reply(host, caller, recordId(params)))],
	[
		'get',
		'/documents/complaints/:id/report.pdf',
		answeringFile(host, ({ params, query }, caller) =>
			report(host, caller, recordId(params), read(queryModel, { lang: query['lang'] }).lang ?? caller.locale),
		),
	],
	[
		'get',
		'/documents/customers/:id/registration.pdf',
		answeringFile(host, ({ params, query }, caller) =>
			registrationForm(host, caller, recordId(params), read(queryModel, { lang: query['lang'] }).lang ?? caller.locale),
		),
	],
	[
		'get',
		'/documents/departures/:id/receipt.pdf',
		answeringFile(host, ({ params, query }, caller) =>
			handOverReceipt(host, caller, recordId(params), read(queryModel, { lang: query['lang'] }).lang ?? caller.locale),
		),
	],
];
