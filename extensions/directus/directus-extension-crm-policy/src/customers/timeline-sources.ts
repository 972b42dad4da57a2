import { communicationWords } from '@crm-policy/rules/communications/words';
import { consentScopeLabels } from '@crm-policy/rules/customers/consent';
import { customerFieldLabels } from '@crm-policy/rules/customers/fields';
import { historyWords } from '@crm-policy/rules/customers/history-words';
import { recordWords } from '@crm-policy/rules/customers/record-words';
import { explainClass, valueClassLabels, type ClassDecision } from '@crm-policy/rules/customers/value-class';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import { purposes } from '@crm-policy/rules/visits/visit';
import { visitWords } from '@crm-policy/rules/visits/words';
import { say, type Locale, type Text } from '@crm-policy/rules/words/text';
import { stateLabel } from '../engine/labels.js';

type Row = Readonly<Record<string, unknown>>;

/** What one row of the timeline says. */
export interface Described {
	readonly title: string;
	readonly detail: string | null;
}

/** A kind of entry: where its rows are, when they happened, and what they say. */
export interface TimelineSource {
	readonly kind: string;
	readonly label: Text;
	readonly collection: string;
	/** The field that says when; a whole day where the column is a date. */
	readonly at: string;
	/** The field that names a person, if there is one. */
	readonly person?: string;
	/** Read besides. Somebody who may not read one of them does not get the kind. */
	readonly fields: readonly string[];
	readonly describe: (row: Row, locale: Locale, rulebookOf: (version: number) => Rulebook | undefined) => Described;
}

const joined = (...parts: readonly unknown[]): string =>
	parts
		.filter((part) => part !== null && part !== undefined && part !== '')
		.map(String)
		.join(' ');

const listed = (names: readonly string[], locale: Locale): string => names.join(locale === 'zh-CN' ? '、' : ', ');

const labelled = (labels: Readonly<Record<string, Text>>, value: unknown, locale: Locale): string => {
	const label = typeof value === 'string' && Object.hasOwn(labels, value) ? labels[value] : undefined;
	return label === undefined ? joined(value) : say(label, locale);
};

const nothing = null;

/** Every kind of entry there is. A domain that records something about customers adds its line here. */
export const timelineSources: readonly TimelineSource[] = [
	{
		kind: 'contract',
		label: historyWords.kinds.contract,
		collection: 'crm_contracts',
		at: 'date_created',
		person: 'owner',
		fields: ['status', 'number', 'title', 'amount', 'currency'],
		describe: (row) => ({
			title: joined(row['number'], row['title']),
			detail: row['amount'] === null ? nothing : joined(row['amount'], row['currency']),
		}),
	},
	{
		kind: 'transaction',
		label: historyWords.kinds.transaction,
		collection: 'crm_transactions',
		at: 'occurred_on',
		fields: ['status', 'kind', 'title', 'amount', 'currency', 'source_system', 'external_id'],
		describe: (row, locale) => ({
			title: joined(labelled(recordWords.transactionKinds, row['kind'], locale), row['title']),
			detail: joined(
				row['amount'],
				row['amount'] === null ? null : row['currency'],
				`(${joined(row['source_system'], row['external_id'])})`,
			),
		}),
	},
	{
		kind: 'communication',
		label: historyWords.kinds.communication,
		collection: 'crm_communications',
		at: 'happened_at',
		person: 'owner',
		fields: ['status', 'form', 'direction', 'content', 'demand', 'answer'],
		describe: (row, locale) => ({
			title: joined(labelled(communicationWords.forms, row['form'], locale), row['content']),
			detail: row['demand'] === null && row['answer'] === null ? nothing : [row['demand'], row['answer']].filter(Boolean).join(' → '),
		}),
	},
	{
		// Those that are planned as well: whoever looks at the history is told that somebody goes there next week.
		kind: 'visit',
		label: historyWords.kinds.visit,
		collection: 'crm_visits',
		at: 'starts_at',
		person: 'owner',
		fields: ['status', 'number', 'title', 'purpose', 'further_purposes'],
		describe: (row, locale) => {
			const chosen = [row['purpose'], ...((row['further_purposes'] ?? []) as readonly unknown[])];
			const named = purposes.filter((purpose) => chosen.includes(purpose)).map((purpose) => say(visitWords.purposes[purpose], locale));
			return { title: joined(row['number'], row['title']), detail: named.length === 0 ? nothing : listed(named, locale) };
		},
	},
	{
		kind: 'complaint',
		label: historyWords.kinds.complaint,
		collection: 'crm_complaints',
		at: 'received_at',
		person: 'owner',
		fields: ['status', 'number', 'title'],
		describe: (row) => ({ title: joined(row['number'], row['title']), detail: nothing }),
	},
	{
		kind: 'gift',
		label: historyWords.kinds.gift,
		collection: 'crm_gifts',
		at: 'date_created',
		person: 'owner',
		fields: ['status', 'number', 'item', 'amount', 'currency'],
		describe: (row) => ({ title: joined(row['number'], row['item']), detail: joined(row['amount'], row['currency']) }),
	},
	{
		kind: 'consent',
		label: historyWords.kinds.consent,
		collection: 'crm_consents',
		at: 'obtained_on',
		fields: ['status', 'scope', 'obtained_how', 'withdrawn_on'],
		describe: (row, locale) => ({
			title: labelled(consentScopeLabels, row['scope'], locale),
			detail:
				row['withdrawn_on'] === null
					? joined(row['obtained_how'])
					: say(historyWords.until, locale, { day: (row['withdrawn_on'] as string).slice(0, 10) }),
		}),
	},
	{
		kind: 'vetting',
		label: historyWords.kinds.vetting,
		collection: 'crm_customer_vettings',
		at: 'date_created',
		person: 'owner',
		fields: ['status'],
		describe: (row, locale) => ({ title: stateLabel('crm_customer_vettings', row['status'], locale) ?? '', detail: nothing }),
	},
	{
		kind: 'verification',
		label: historyWords.kinds.verification,
		collection: 'crm_customer_verifications',
		at: 'verified_at',
		person: 'verified_by',
		fields: ['outcome', 'note'],
		describe: (row, locale) => ({
			title: labelled(recordWords.verificationOutcomes, row['outcome'], locale),
			detail: row['note'] === null ? nothing : joined(row['note']),
		}),
	},
	{
		kind: 'class',
		label: historyWords.kinds.class,
		collection: 'crm_customer_classes',
		at: 'graded_at',
		fields: ['value_class', 'before', 'explanation', 'rulebook'],
		describe: (row, locale, rulebookOf) => {
			const [before, after] = [row['before'], row['value_class']].map((value) => labelled(valueClassLabels, value, locale));
			const rulebook = rulebookOf(Number(row['rulebook']));
			const explanation = row['explanation'] as Omit<ClassDecision, 'class'> | null;
			return {
				title: before === '' ? (after ?? '') : `${before ?? ''} → ${after ?? ''}`,
				detail:
					rulebook === undefined || explanation === null
						? nothing
						: explainClass(
								{ class: row['value_class'] as ClassDecision['class'], ...explanation },
								rulebook.customers.value_classes,
								locale,
							),
			};
		},
	},
	{
		kind: 'change',
		label: historyWords.kinds.change,
		collection: 'crm_customer_changes',
		at: 'changed_at',
		person: 'changed_by',
		fields: ['fields'],
		describe: (row, locale) => ({
			title: listed(
				((row['fields'] ?? []) as readonly string[]).map((field) =>
					say(field === 'contacts' ? historyWords.contacts : (customerFieldLabels[field] ?? { 'en-US': field, 'zh-CN': field }), locale),
				),
				locale,
			),
			detail: nothing,
		}),
	},
];
