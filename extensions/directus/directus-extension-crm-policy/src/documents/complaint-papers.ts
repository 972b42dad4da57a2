import { localDay } from '@crm-policy/rules/calendar/local-date';
import type { HandlingReport } from '@crm-policy/rules/complaints/report';
import { complaintDocumentWords as words } from '@crm-policy/rules/complaints/document-words';
import { paperWords } from '@crm-policy/rules/words/paper-words';
import { say, type Locale } from '@crm-policy/rules/words/text';
import { framed, type Paper } from './paper.js';

/** What the written reply is printed from. */
export interface WrittenReply {
	readonly number: string | null;
	readonly title: string | null;
	readonly reply_text: string;
	/** ISO 8601 instant. */
	readonly replied_at: string | null;
}

/** The written reply as a letter (CMP-11, CMP-15). */
export function replyPaper(reply: WrittenReply, locale: Locale, timeZone: string): Paper {
	const paragraphs = reply.reply_text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '');
	return {
		...framed(locale, reply.number),
		title: say(words.reply, locale),
		note: null,
		sections: [
			{
				heading: null,
				entries: [
					...(reply.title === null ? [] : [{ label: say(words.subject, locale), value: reply.title }]),
					...(reply.replied_at === null ? [] : [{ label: say(words.date, locale), value: localDay(reply.replied_at, timeZone) }]),
				],
			},
			{ heading: null, entries: paragraphs.map((value) => ({ label: null, value })) },
		],
	};
}

/** The handling report as it was filed (CMP-15). */
export const reportPaper = (report: HandlingReport, locale: Locale): Paper => ({
	...framed(locale, report.number),
	title: say(report.title, locale),
	note: say(paperWords.writtenOn, locale, { day: report.written_on }),
	sections: report.sections.map(({ heading, entries }) => ({
		heading: say(heading, locale),
		entries: entries.map(({ label, value }) => ({ label: say(label, locale), value: say(value, locale) })),
	})),
});
