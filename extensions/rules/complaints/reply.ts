import { localDay } from '../calendar/local-date.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { say, type Locale } from '../words/text.js';
import type { ComplaintFacts, ComplaintRow } from './complaint.js';
import { complaintWords as words } from './words.js';

/** What the letter of the rulebook can say about a complaint. */
export interface ReplyValues {
	readonly number: string;
	readonly complainant: string;
	readonly title: string;
	/** ISO day in the company's time zone. */
	readonly received: string;
	readonly findings: string;
	readonly opinion: string;
	readonly measures: string;
}

interface Replied {
	readonly row: ComplaintRow;
	readonly facts: Pick<ComplaintFacts, 'actions' | 'names'>;
	readonly rulebook: Pick<Rulebook, 'complaints' | 'time_zone'>;
}

/** The data of the written reply, for the letter and for whoever renders it otherwise (CMP-11, CMP-15). */
export function replyValues({ row, facts, rulebook }: Replied, locale: Locale): ReplyValues {
	const nothing = say(words.nothing, locale);
	return {
		number: row.number ?? nothing,
		complainant: row.complainant ?? (row.customer === null ? nothing : (facts.names[row.customer] ?? nothing)),
		title: row.title ?? nothing,
		received: row.received_at === null ? nothing : localDay(row.received_at, rulebook.time_zone),
		findings: row.cause_found ?? nothing,
		opinion: row.handling_opinion ?? nothing,
		measures: facts.actions.map(({ title }) => title).join(locale === 'zh-CN' ? '；' : '; ') || nothing,
	};
}

/** The letter of the rulebook, filled in. */
export const replyLetter = (replied: Replied, locale: Locale): string =>
	say(replied.rulebook.complaints.reply_letter, locale, { ...replyValues(replied, locale) });
