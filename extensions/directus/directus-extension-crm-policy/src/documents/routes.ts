import { createError, ForbiddenError } from '@directus/errors';
import { z } from 'zod';
import { complaintDocumentWords as words } from '@crm-policy/rules/complaints/document-words';
import type { HandlingReport } from '@crm-policy/rules/complaints/report';
import { locales, say, type Locale } from '@crm-policy/rules/words/text';
import type { Caller, Host } from '../engine/context.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { read, answeringFile, type Handler, type AnsweredFile } from '../endpoints/http.js';
import { replyPaper, reportPaper } from './complaint-papers.js';
import { documentFont } from './font.js';
import { lengthOf, type Paper } from './paper.js';
import { renderPdf } from './pdf.js';

const NoDocumentError = createError<{ message: string }>('NO_DOCUMENT', ({ message }) => message, 404);
const DocumentTooLongError = createError<{ message: string }>('CONTENT_TOO_LARGE', ({ message }) => message, 413);

/** About 200 pages. */
const mostText = 400_000;

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
	reply_language: z.enum(locales).nullable().catch(null),
});

/** Documents are laid out one after the other: laying out keeps the process busy. */
let last: Promise<unknown> = Promise.resolve();

async function print(paper: Paper, locale: Locale): Promise<Buffer> {
	if (lengthOf(paper) > mostText) throw new DocumentTooLongError({ message: say(words.tooLong, locale) });
	const font = await documentFont();
	const printed = last.then(() => renderPdf(paper, font));
	last = printed.catch(() => undefined);
	return printed;
}

/** Reads as the person who asks: what they may not see of the record, they do not get on paper. */
async function itemsFor({ services, database, getSchema }: Host, { accountability }: Caller, collection: string) {
	return new services.ItemsService(collection, { knex: database, schema: await getSchema(), accountability });
}

function complaintId(params: Readonly<Record<string, string | undefined>>): string {
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
	const locale = row.reply_language ?? caller.locale;
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

/** Documents of a complaint on paper, for whoever may see the complaint (CMP-11, CMP-15). */
export const documentRoutes = (host: Host): readonly (readonly ['get', string, Handler])[] => [
	['get', '/documents/complaints/:id/reply.pdf', answeringFile(host, ({ params }, caller) => reply(host, caller, complaintId(params)))],
	[
		'get',
		'/documents/complaints/:id/report.pdf',
		answeringFile(host, ({ params, query }, caller) =>
			report(host, caller, complaintId(params), read(queryModel, { lang: query['lang'] }).lang ?? caller.locale),
		),
	],
];
