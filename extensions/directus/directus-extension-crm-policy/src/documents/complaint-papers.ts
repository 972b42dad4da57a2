import { localDay } from '@crm-policy/rules/calendar/local-date';
import type { HandlingReport } from '@crm-policy/rules/complaints/report';
import { complaintDocumentWords as words } from '@crm-policy/rules/complaints/document-words';
import { say, type Locale } from '@crm-policy/rules/words/text';
import type { Paper } from './paper.js';

/** What the written reply is printed from. */
export interface WrittenReply {
	readonly number: string | null;
	readonly title: string | null;
	readonly reply_text: string;
	/** ISO 8601 instant. */
	readonly replied_at: string | null;
}

const footOf =
	(locale: Locale): Paper['foot'] =>
	(page, pages) =>
		say(words.page, locale, { page, pages });

/** The written reply as a letter (CMP-11, CMP-15). */
export function replyPaper(reply: WrittenReply, locale: Locale, timeZone: string): Paper {
	const paragraphs = reply.reply_text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '');
	return {
		locale,
		title: say(words.reply, locale),
		number: reply.number === null ? '' : say(words.number, locale, { number: reply.number }),
		note: null,
		foot: footOf(locale),
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
	locale,
	title: say(report.title, locale),
	number: report.number === '' ? '' : say(words.number, locale, { number: report.number }),
	note: say(words.writtenOn, locale, { day: report.written_on }),
	foot: footOf(locale),
	sections: report.sections.map(({ heading, entries }) => ({
		heading: say(heading, locale),
		entries: entries.map(({ label, value }) => ({ label: say(label, locale), value: say(value, locale) })),
	})),
});
