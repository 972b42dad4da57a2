import Big from 'big.js';
import { daysAfter } from '../calendar/local-date.js';
import { text, type Locale, say, type Text, type TextValues } from '../words/text.js';
import type { ClassRule, ValueClassRules } from './settings.js';

/** Classes of value, from the most valuable (SEG-01). */
export const valueClasses = ['high_value', 'potential', 'general', 'other'] as const;
export type ValueClass = (typeof valueClasses)[number];

export const valueClassLabels: Readonly<Record<ValueClass, Text>> = {
	high_value: text('High-value customer', '高价值客户'),
	potential: text('Potential customer', '潜在客户'),
	general: text('General customer', '一般客户'),
	other: text('Other', '其他'),
};

/** One purchase: a contract that took effect, or an order in the history brought in from elsewhere. */
export interface Purchase {
	/** `YYYY-MM-DD`. */
	readonly day: string;
	/** A decimal; none where the source did not say. */
	readonly amount: string | null;
	readonly currency: string | null;
}

/** What a class is decided by. */
export interface ClassFigures {
	readonly from: string;
	readonly until: string;
	readonly orders: number;
	/** In `currency`; purchases in other currencies count as orders only. */
	readonly amount: string;
	readonly currency: string;
	/** Orders whose amount is not in the sum. */
	readonly uncounted: number;
	readonly last_on: string | null;
	readonly means_to_buy: boolean;
}

export interface ClassDecision {
	readonly class: ValueClass;
	/** Which rule decided, from 0; none when no rule did. */
	readonly rule: number | null;
	readonly figures: ClassFigures;
}

/** Adds up what a customer bought within the window that ends on a day. */
export function figuresOf(
	purchases: readonly Purchase[],
	rules: Pick<ValueClassRules, 'currency' | 'window_days'>,
	today: string,
	meansToBuy: boolean,
): ClassFigures {
	const from = daysAfter(today, -rules.window_days);
	const within = purchases.filter(({ day }) => day > from && day <= today);
	const counted = within.filter(({ amount, currency }) => amount !== null && currency === rules.currency);
	return {
		from: daysAfter(from, 1),
		until: today,
		orders: within.length,
		amount: counted.reduce((sum, { amount }) => sum.plus(amount ?? 0), new Big(0)).toFixed(2),
		currency: rules.currency,
		uncounted: within.length - counted.length,
		last_on:
			within
				.map(({ day }) => day)
				.sort()
				.at(-1) ?? null,
		means_to_buy: meansToBuy,
	};
}

const holds = (rule: ClassRule, figures: ClassFigures): boolean =>
	(rule.amount_at_least === undefined || new Big(figures.amount).gte(rule.amount_at_least)) &&
	(rule.orders_at_least === undefined || figures.orders >= rule.orders_at_least) &&
	(rule.bought_within_days === undefined ||
		(figures.last_on !== null && figures.last_on >= daysAfter(figures.until, -rule.bought_within_days))) &&
	(rule.means_to_buy === undefined || figures.means_to_buy);

/** The class of a customer by the rules, with what decided it (SEG-01). */
export function classify(rules: ValueClassRules, figures: ClassFigures): ClassDecision {
	const index = rules.rules.findIndex((rule) => holds(rule, figures));
	const decided = rules.rules[index];
	return decided === undefined ? { class: rules.otherwise, rule: null, figures } : { class: decided.class, rule: index, figures };
}

const words = {
	figures: text(
		'{orders} orders worth {amount} {currency} from {from} to {until}, the last on {last}.',
		'{from}至{until}共{orders}笔订单，金额合计{amount} {currency}，最近一次为{last}。',
	),
	nothing: text('No orders from {from} to {until}.', '{from}至{until}无订单。'),
	uncounted: text(
		'{count} of them are in other currencies or without an amount and are not in the sum.',
		'其中{count}笔为其他币种或无金额，未计入合计。',
	),
	meansToBuy: text('The customer means to buy and is able to.', '客户有购买意向且具备购买能力。'),
	by: text('“{class}” asks for: {conditions}.', '“{class}”的条件：{conditions}。'),
	otherwise: text('No rule for a higher class is met, so it is “{class}”.', '未达到更高级别的条件，归为“{class}”。'),
	amount: text('at least {amount} {currency}', '金额不低于{amount} {currency}'),
	orders: text('at least {orders} orders', '订单不少于{orders}笔'),
	recent: text('an order within {days} days', '{days}天内有订单'),
	means: text('intention and ability to buy', '有购买意向和购买能力'),
} as const;

/** Why a customer is in its class, in words. `rules` are those of the rulebook version the decision was made under. */
export function explainClass({ class: decided, rule: index, figures }: ClassDecision, rules: ValueClassRules, locale: Locale): string {
	const sentence = (part: Text, values: TextValues = {}): string => say(part, locale, values);
	const rule = index === null ? undefined : rules.rules[index];
	const conditions: readonly string[] =
		rule === undefined
			? []
			: [
					...(rule.amount_at_least === undefined
						? []
						: [sentence(words.amount, { amount: rule.amount_at_least, currency: rules.currency })]),
					...(rule.orders_at_least === undefined ? [] : [sentence(words.orders, { orders: rule.orders_at_least })]),
					...(rule.bought_within_days === undefined ? [] : [sentence(words.recent, { days: rule.bought_within_days })]),
					...(rule.means_to_buy === undefined ? [] : [sentence(words.means)]),
				];
	return [
		figures.last_on === null
			? sentence(words.nothing, { from: figures.from, until: figures.until })
			: sentence(words.figures, {
					orders: figures.orders,
					amount: figures.amount,
					currency: figures.currency,
					from: figures.from,
					until: figures.until,
					last: figures.last_on,
				}),
		...(figures.uncounted > 0 ? [sentence(words.uncounted, { count: figures.uncounted })] : []),
		...(figures.means_to_buy ? [sentence(words.meansToBuy)] : []),
		rule === undefined
			? sentence(words.otherwise, { class: valueClassLabels[decided] })
			: sentence(words.by, { class: valueClassLabels[decided], conditions: conditions.join(locale === 'zh-CN' ? '，' : ', ') }),
	].join(locale === 'zh-CN' ? '' : ' ');
}
