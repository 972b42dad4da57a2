import Big from 'big.js';
import { localDay } from '../calendar/local-date.js';
import { text, type Text } from '../words/text.js';
import type { ComplaintFacts, ComplaintRow, DutyRow } from './complaint.js';
import { dutyLabel } from './duties.js';
import { complaintWords as words } from './words.js';

/** One line of a report: what it is, and its value; a value in the company's own words is the same in every language. */
export interface ReportEntry {
	readonly label: Text;
	readonly value: Text;
}

export interface ReportSection {
	readonly heading: Text;
	readonly entries: readonly ReportEntry[];
}

/** The written handling report as a document without a layout; it is filed as it is and rendered when somebody wants paper (CMP-15). */
export interface HandlingReport {
	readonly title: Text;
	readonly number: string;
	/** ISO day on which it was written. */
	readonly written_on: string;
	readonly sections: readonly ReportSection[];
}

interface Reported {
	readonly row: ComplaintRow;
	readonly facts: Pick<ComplaintFacts, 'duties' | 'rulings' | 'compensations' | 'actions' | 'communications' | 'names'>;
	readonly now: string;
	readonly timeZone: string;
}

const plain = (value: string): Text => text(value, value);
const spoken = (value: Text | string): Text => (typeof value === 'string' ? plain(value) : value);

const phrases: readonly Text[] = [words.reactions, words.satisfactions, words.replyForms].flatMap((choices) =>
	Object.values<Text>(choices),
);

/** What was written down; a phrase of ours that commands put there in one language is said in the reader's. */
const written = (value: string): Text => phrases.find((phrase) => Object.values<string>(phrase).includes(value)) ?? plain(value);

/** Writes the handling report from the case: register, investigation, responsibility, handling and everything that was done (CMP-15). */
export function handlingReport({ row, facts, now, timeZone }: Reported): HandlingReport {
	const labels = words.report;
	const day = (instant: string | null): string | null => (instant === null ? null : localDay(instant, timeZone));
	const name = (id: string | null): string | null => (id === null ? null : (facts.names[id] ?? null));
	const entries = (...lines: readonly (readonly [Text, Text | string | number | null])[]): readonly ReportEntry[] =>
		lines.flatMap(([label, value]) =>
			value === null || value === '' ? [] : [{ label, value: typeof value === 'number' ? plain(String(value)) : spoken(value) }],
		);
	const outcomeOf = ({ result, reason }: DutyRow): Text | null => (result !== null ? written(result) : plainly(reason));
	const plainly = (value: string | null): Text | null => (value === null || value === '' ? null : plain(value));
	const choice = <V extends string>(labelled: Readonly<Record<V, Text>>, value: V | null): Text | null =>
		value === null ? null : labelled[value];
	const both = (left: Text | null, right: Text | null): Text | null => {
		const present = [left, right].filter((entry) => entry !== null);
		return present.length === 0
			? null
			: text(present.map((entry) => entry['en-US']).join('; '), present.map((entry) => entry['zh-CN']).join('；'));
	};
	const responsible = (from: Pick<ComplaintRow, 'responsible_department' | 'responsible_person' | 'responsible_supplier'>): Text | null => {
		const said = name(from.responsible_department) ?? name(from.responsible_person) ?? from.responsible_supplier;
		return said === null || said === '' ? null : plain(said);
	};
	const sections: readonly ReportSection[] = [
		{
			heading: labels.register,
			entries: entries(
				[labels.number, row.number],
				[labels.subject, row.title],
				[labels.received, day(row.received_at)],
				[labels.complainant, row.complainant ?? name(row.customer)],
				[labels.channel, choice(words.channels, row.channel)],
				[labels.category, both(choice(words.causes, row.cause), choice(words.targets, row.target))],
				[labels.urgency, choice(words.urgencies, row.urgency)],
				[labels.severity, choice(words.severities, row.severity)],
				[words.handler, name(row.owner)],
				[labels.leader, name(row.leader)],
				[labels.content, row.content],
				[labels.demand, row.customer_demand],
			),
		},
		{
			heading: labels.investigation,
			entries: entries(
				[labels.orderNumber, row.order_number],
				[labels.productModel, row.product_model],
				[labels.quantity, row.quantity === null ? null : new Big(row.quantity).toFixed()],
				[labels.shipmentDate, row.shipment_date],
				[labels.findings, row.findings],
				[labels.cause, row.cause_found],
			),
		},
		{
			heading: labels.ruling,
			entries: facts.rulings.flatMap((ruling) => [
				{
					label: text(
						labels.round['en-US'].replace('{round}', String(ruling.round)),
						labels.round['zh-CN'].replace('{round}', String(ruling.round)),
					),
					value: both(both(words.responsibilities[ruling.responsibility], responsible(ruling)), plain(ruling.reason)) ?? plain(''),
				},
				...entries([labels.objection, ruling.objection]),
			]),
		},
		{
			heading: labels.handling,
			entries: entries(
				[labels.outcome, choice(words.outcomes, row.outcome)],
				[labels.opinion, row.handling_opinion],
				[labels.note, row.handling_note],
				[labels.discussion, both(plainly(row.discussion_held_on?.slice(0, 10) ?? null), plainly(row.discussion_participants))],
				[labels.solution, row.discussion_solution],
				[labels.replied, day(row.replied_at)],
				[labels.reply, row.reply_text],
				[labels.noMeasure, row.no_measure_reason],
			),
		},
		{
			heading: labels.compensation,
			entries: facts.compensations.map(({ type, amount, currency, status }) => ({
				label: words.compensationTypes[type as keyof typeof words.compensationTypes],
				value:
					both(plain(`${String(amount)} ${currency}`), words.compensationStates[status as keyof typeof words.compensationStates]) ??
					plain(''),
			})),
		},
		{
			heading: labels.actions,
			entries: facts.actions.map(({ number, title }) => ({ label: plain(number ?? ''), value: plain(title) })),
		},
		{
			heading: labels.duties,
			entries: facts.duties.map((task) => ({
				label: spoken(dutyLabel(task.duty)),
				value: both(words.dutyStates[task.status], outcomeOf(task)) ?? plain(''),
			})),
		},
		{
			heading: labels.communications,
			entries: facts.communications.map(({ kind, at, content }) => ({
				label: both(words.communications[kind], plain(localDay(at, timeZone))) ?? plain(''),
				// The reply the customer has stands above, word for word.
				value:
					kind === 'reply' && content === row.reply_text && row.reply_form !== null ? words.replyForms[row.reply_form] : written(content),
			})),
		},
	];
	return {
		title: labels.title,
		number: row.number ?? '',
		written_on: localDay(now, timeZone),
		sections: sections.filter((section) => section.entries.length > 0),
	};
}
