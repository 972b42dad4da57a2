import Big from 'big.js';
import { daysAfter } from '../calendar/local-date.js';
import type { CapRule, CapScope, GiftKind, GiftRules } from '../rulebook/gifts.js';

/** Another gift as far as caps and splitting look at it. `amount` is a decimal, `day` the day it counts on (`YYYY-MM-DD`). */
export interface CountedGift {
	readonly id: string;
	readonly kind: GiftKind;
	readonly amount: string;
	readonly day: string;
	readonly customer: string;
	readonly recipient: string | null;
	readonly giver: string | null;
	readonly department: string | null;
	/** Whether it was asked for as an exception to a cap; somebody answers for that one by itself. */
	readonly exception: boolean;
}

/** Everybody a gift counts for: all ids of the one person, all related customers. Empty where nobody is chosen yet. */
export type Parties = Readonly<Record<CapScope, readonly string[]>>;

/** A gift that somebody thinks of giving. */
export interface AskedGift {
	readonly kind: GiftKind;
	readonly amount: string;
	readonly day: string;
	readonly parties: Parties;
}

/** How a gift stands to one cap. All amounts are decimals in the currency of the rules. */
export interface CapPosition {
	readonly rule: CapRule;
	/** What other gifts take of the cap, in the period of this gift that is fullest. */
	readonly used: string;
	/** What is left before this gift; never below zero. */
	readonly left: string;
	/** What it would come to with this gift. */
	readonly total: string;
	readonly exceeded: boolean;
}

const sum = (amounts: readonly string[]): Big => amounts.reduce((total, amount) => total.plus(amount), new Big(0));

const money = (amount: Big): string => amount.toFixed(2);

const partyOf: Readonly<Record<CapScope, (gift: CountedGift) => string | null>> = {
	recipient: (gift) => gift.recipient,
	customer: (gift) => gift.customer,
	giver: (gift) => gift.giver,
	department: (gift) => gift.department,
};

const concerns = (gift: CountedGift, scope: CapScope, parties: Parties): boolean => {
	const party = partyOf[scope](gift);
	return party !== null && parties[scope].includes(party);
};

/**
 * What other gifts come to in the fullest period that a day belongs to: its calendar year, or any of the rolling periods around it,
 * each of which ends on that day or on the day of a later gift.
 */
function fullest(gifts: readonly CountedGift[], day: string, period: GiftRules['period']): Big {
	if (period.is === 'calendar-year')
		return sum(gifts.filter((gift) => gift.day.slice(0, 4) === day.slice(0, 4)).map(({ amount }) => amount));
	const ends = [day, ...gifts.map((gift) => gift.day).filter((end) => end > day && end < daysAfter(day, period.days))];
	return ends
		.map((end) => sum(gifts.filter((gift) => gift.day <= end && gift.day > daysAfter(end, -period.days)).map(({ amount }) => amount)))
		.reduce((most, total) => (total.gt(most) ? total : most));
}

/** How a gift stands to every cap on its kind, in the order of the rulebook. Caps of nobody (no recipient is named) are left out. */
export function capPositions(asked: AskedGift, others: readonly CountedGift[], rules: GiftRules): readonly CapPosition[] {
	return rules.caps
		.filter((rule) => rule.kinds.includes(asked.kind) && asked.parties[rule.scope].length > 0)
		.map((rule) => {
			const counting = others.filter((gift) => rule.kinds.includes(gift.kind) && concerns(gift, rule.scope, asked.parties));
			const used = fullest(counting, asked.day, rules.period);
			const left = new Big(rule.amount).minus(used);
			const total = used.plus(asked.amount);
			return { rule, used: money(used), left: money(left.lt(0) ? new Big(0) : left), total: money(total), exceeded: total.gt(rule.amount) };
		});
}

/**
 * The value that decides the route: this gift with those of the same person or customer within the days the rulebook names, so that
 * a gift split into several takes the way of the whole. The strictest rule counts.
 */
export function decisiveAmount(asked: AskedGift, others: readonly CountedGift[], rules: GiftRules): string {
	const totals = rules.split.map(({ same, within_days: days }) =>
		sum([
			asked.amount,
			...others
				.filter((gift) => concerns(gift, same, asked.parties))
				.filter((gift) => gift.day >= daysAfter(asked.day, -days) && gift.day <= daysAfter(asked.day, days))
				.map(({ amount }) => amount),
		]),
	);
	return money([new Big(asked.amount), ...totals].reduce((most, total) => (total.gt(most) ? total : most)));
}

/** How many days before and after a gift another one can matter for it. */
export const reachInDays = ({ period, split }: GiftRules): number =>
	Math.max(period.is === 'rolling' ? period.days : 366, ...split.map(({ within_days: days }) => days));

/** The same person under another entry: contacts of related customers with the same name, however it is spaced or capitalised. */
export function samePerson(id: string, contacts: readonly { readonly id: string; readonly name: string }[]): readonly string[] {
	const plain = (name: string): string => name.normalize('NFKC').replaceAll(/\s+/gu, '').toLowerCase();
	const wanted = contacts.find((contact) => contact.id === id);
	return [
		id,
		...contacts
			.filter((contact) => contact.id !== id && wanted !== undefined && plain(contact.name) === plain(wanted.name))
			.map((contact) => contact.id),
	];
}
