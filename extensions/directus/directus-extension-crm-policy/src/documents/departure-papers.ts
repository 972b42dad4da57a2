import { localDay } from '@crm-policy/rules/calendar/local-date';
import { departureWords } from '@crm-policy/rules/departures/words';
import { paperWords } from '@crm-policy/rules/words/paper-words';
import { say, type Locale, type Text } from '@crm-policy/rules/words/text';
import { fieldLabel, singularLabel, stateLabel } from '../engine/labels.js';
import { framed, type Paper, type PaperEntry } from './paper.js';

/** A record that was handed over, as its receipt keeps it. */
export interface ReceiptItem {
	readonly subject_collection: string;
	readonly title: string | null;
	readonly field: string | null;
	readonly state: string | null;
	readonly outcome: keyof typeof departureWords.outcomes;
}

/** What the receipt of a hand-over is printed from. People by their names; days and instants in ISO 8601. */
export interface Receipt {
	readonly leaver: string | null;
	readonly successor: string | null;
	readonly witness: string | null;
	readonly last_day: string | null;
	readonly handed_over_at: string;
	readonly agreement_signed_on: string | null;
	readonly completed_at: string | null;
	readonly items: readonly ReceiptItem[];
	/** Whether there are more than are listed. */
	readonly goesOn: boolean;
}

/** The receipt of a hand-over, record by record, to be signed by all three (OFF-01). */
export function receiptPaper(receipt: Receipt, printedAt: string, locale: Locale, timeZone: string): Paper {
	const words = departureWords.receipt;
	const day = (instant: string | null): string | null => (instant === null ? null : localDay(instant, timeZone));
	const entries = (lines: readonly (readonly [Text, string | null])[]): readonly PaperEntry[] =>
		lines.map(([label, value]) => ({ label: say(label, locale), value: value ?? '' }));
	const kinds = [...new Set(receipt.items.map(({ subject_collection }) => subject_collection))];
	const kindOf = (collection: string) => {
		const items = receipt.items.filter((item) => item.subject_collection === collection);
		return {
			heading: say(words.kind, locale, { kind: singularLabel(collection, locale), count: items.length }),
			entries: items.map(({ title, field, state, outcome }) => ({
				label: null,
				value: say(words.line, locale, {
					title: title ?? '',
					field: field === null ? '' : fieldLabel(collection, field, locale),
					state: stateLabel(collection, state, locale) ?? '',
					outcome: say(departureWords.outcomes[outcome], locale),
				}),
			})),
		};
	};
	const remark = (text: Text) => ({ heading: null, entries: [{ label: null, value: say(text, locale) }] });
	const signature = say(words.signature, locale);
	return {
		...framed(locale, null),
		title: say(words.title, locale),
		note: say(paperWords.printedOn, locale, { day: localDay(printedAt, timeZone) }),
		sections: [
			{
				heading: say(words.people, locale),
				entries: entries([
					[words.leaver, receipt.leaver],
					[words.successor, receipt.successor],
					[words.witness, receipt.witness],
					[words.lastDay, receipt.last_day],
					[words.handedOver, day(receipt.handed_over_at)],
					[words.agreement, receipt.agreement_signed_on],
					[words.completed, day(receipt.completed_at)],
				]),
			},
			...kinds.map(kindOf),
			...(kinds.length === 0 ? [remark(words.nothing)] : []),
			...(receipt.goesOn ? [remark(words.goesOn)] : []),
			{
				heading: say(words.signatures, locale),
				entries: entries([
					[words.leaver, signature],
					[words.successor, signature],
					[words.witness, signature],
				]),
			},
		],
	};
}
