import { text, type Locale, type Text } from '@crm-policy/rules/words/text';
import { departmentId } from '../../departments/rows.js';
import { stableId } from '../../stable-id.js';
import { personCalled } from '../people.js';
import type { World } from '../simulation/world.js';
import { customerId } from './customers.js';
import { demoContracts, type DemoContract } from './contract-list.js';
import { productOf, type ProductKey } from './products.js';
import { productionAnswers, qualityAnswers, requirements, technologyAnswers } from './review-answers.js';
import { concludesMeeting, decides, opinion, reviewFormId, type Subject } from './review-rounds.js';
import type { Calendar, Event } from './timeline.js';

const terms = {
	delivery: text('Free to the customer’s warehouse', '送货至顾客仓库'),
	abroad: text('FOB Shanghai', 'FOB 上海'),
	payment: text('30 % on signing, 70 % within 30 days of delivery', '签约付 30%，交货后 30 天内付 70%'),
	acceptance: text('By sealed sample and delivery note, within 7 days', '按封样及送货单，7 日内验收'),
	guarantee: text('Faulty goods are replaced within 12 months of delivery.', '交货后 12 个月内，不合格品负责更换。'),
} as const;

const note = text('Customer prefers calls in the morning.', '客户偏好上午联系。');
const returnReason = text(
	'The colour standard is missing. Add the reference number of the sealed sample.',
	'缺少色号标准，请补充封样编号。',
);
const rejections = {
	meeting: text(
		'Delivery to all places on one day is beyond our means; not accepted by the meeting.',
		'同日多点配送超出公司能力，会议评审未予通过。',
	),
	countersigned: text('The clips cannot be made in the quality asked for at this price.', '该价格无法达到所要求的领带夹品质。'),
} as const;
const terminationReason = text(
	'The customer cancelled the event the goods were meant for; costs settled.',
	'顾客取消活动，双方已结清费用。',
);
const doubtfulClause = text('Acceptance method', '验收方法');
const doubt = text('“Satisfactory appearance” cannot be inspected. A sealed sample should be named.', '“外观满意”无法检验，应明确封样。');
const settlement = text('The customer agreed to the sealed sample of this month.', '顾客同意以本月封样为准。');

export const contractId = (key: string): string => stableId('demo', 'contract', key);

/** Hundredths as a decimal number. Whole arithmetic, because money is never a float. */
export const decimalOf = (hundredths: number): string =>
	`${String(Math.trunc(hundredths / 100))}.${String(hundredths % 100).padStart(2, '0')}`;

export const amountOf = (lines: DemoContract['lines']): string =>
	decimalOf(lines.reduce((sum, [product, quantity]) => sum + productOf(product).price * quantity, 0));

/** What a line says of the goods. */
export const goods = (product: ProductKey, quantity: number, fromStock: boolean, language: Locale) => {
	const { name, specification, unit, price } = productOf(product);
	return {
		product: name[language],
		specification: specification[language],
		quantity: String(quantity),
		unit: unit[language],
		unit_price: decimalOf(price),
		from_stock: fromStock,
	};
};

/** The story of one contract, told as far as its stage. */
class ContractStory {
	readonly events: Event[] = [];
	readonly #subject: Subject;
	readonly #owner;
	readonly #chair: string;
	readonly #reviewers: readonly [production: string, technology: string, quality: string];

	constructor(
		private readonly contract: DemoContract,
		private readonly index: number,
		private readonly calendar: Calendar,
		private readonly language: Locale,
	) {
		this.#subject = { collection: 'crm_contracts', id: contractId(contract.key) };
		this.#owner = personCalled(contract.by);
		this.#chair = this.#owner.department === 'export' ? 'export.manager' : 'sales.manager';
		this.#reviewers = [index % 3 === 0 ? 'production.deputy' : 'production', 'technology', index % 4 === 1 ? 'quality.deputy' : 'quality'];
	}

	get #id(): string {
		return this.#subject.id;
	}

	#say(words: Text): string {
		return words[this.language];
	}

	#at(at: string, happen: (world: World, at: string) => void): void {
		this.events.push({ at, happen: (world) => happen(world, at) });
	}

	tell(): readonly Event[] {
		const { stage } = this.contract;
		this.#draftedAndFilledIn();
		if (stage === 'draft') return this.events;
		if (stage === 'submitted' || stage === 'half-reviewed') return this.#underReview();
		const passed =
			this.contract.fromStock === true
				? this.#passedFromStock()
				: this.#special
					? this.#passedInMeeting()
					: this.#passedByCountersignature();
		if (!passed || stage === 'approved') return this.events;
		return this.#carriedOut();
	}

	get #special(): boolean {
		const { lines, currency = 'CNY', special } = this.contract;
		return special !== undefined || currency !== 'CNY' || Number(amountOf(lines)) >= 500_000;
	}

	#draftedAndFilledIn(): void {
		const { contract, language, calendar, index } = this;
		const { daysAgo } = contract;
		const owner = this.#owner;
		const abroad = contract.currency !== undefined;
		this.#at(calendar.day(daysAgo, '09:30'), (world, at) => {
			const moment = { by: owner.id, at };
			world.create(
				'crm_contracts',
				{
					id: this.#id,
					title: this.#say(contract.title),
					customer: customerId(contract.customer),
					order_form: contract.orderForm ?? 'written',
					owner: owner.id,
					department: owner.department === null ? null : departmentId(owner.department),
					amount: amountOf(contract.lines),
					currency: contract.currency ?? 'CNY',
					delivery_date: calendar.date(daysAgo - 45),
					delivery_terms: this.#say(abroad ? terms.abroad : terms.delivery),
					payment_terms: this.#say(terms.payment),
					acceptance_method: this.#say(terms.acceptance),
					guarantee_terms: this.#say(terms.guarantee),
					special_requirements: contract.special?.[language] ?? null,
					valid_from: calendar.date(daysAgo),
					valid_until: calendar.date(daysAgo - 365),
					internal_note: index % 5 === 0 ? this.#say(note) : null,
				},
				moment,
			);
			contract.lines.forEach(([product, quantity], position) =>
				world.create(
					'crm_contract_lines',
					{
						id: stableId('demo', 'line', contract.key, String(position)),
						contract: this.#id,
						sort: position + 1,
						...goods(product, quantity, contract.fromStock === true, language),
					},
					moment,
				),
			);
			if (contract.withoutForm !== true)
				world.create(
					'crm_contract_reviews',
					{ id: reviewFormId(contract.key), contract: this.#id, ...requirements(index, contract.special, language) },
					moment,
				);
		});
		if (contract.orderForm === undefined || contract.unconfirmed === true) return;
		this.#at(calendar.day(daysAgo, '11:00'), (world, at) =>
			world.command('crm_contracts', this.#id, 'confirm_by_customer', {
				by: owner.id,
				at,
				input: {
					confirmed_by: String(world.store.row('crm_customers', customerId(contract.customer))['contact_person']),
					confirmed_on: calendar.date(daysAgo),
					how: contract.orderForm === 'verbal' ? 'signature' : 'email',
				},
			}),
		);
	}

	#submitted(at: string): void {
		this.#at(at, (world) => world.command('crm_contracts', this.#id, 'submit', { by: this.#owner.id, at }));
	}

	#answered(at: string, who: string, answers: Readonly<Record<string, unknown>>): void {
		this.#at(at, (world) => world.edit('crm_contract_reviews', reviewFormId(this.contract.key), answers, { by: personCalled(who).id, at }));
	}

	#approved(at: string, who: string, comment: string): void {
		this.#at(at, (world) => decides(world, this.#subject, who, 'approve', { at, comment }));
	}

	#doubted(at: string): void {
		const reviewer = personCalled(this.#reviewers[1]).id;
		this.#at(
			at,
			(world) =>
				void world.create(
					'crm_contract_doubts',
					{
						id: stableId('demo', 'doubt', this.contract.key),
						contract: this.#id,
						clause_text: this.#say(doubtfulClause),
						opinion: this.#say(doubt),
						raised_by: reviewer,
					},
					{ by: reviewer, at },
				),
		);
	}

	#doubtSettled(at: string): void {
		this.#at(at, (world) =>
			world.command('crm_contract_doubts', stableId('demo', 'doubt', this.contract.key), 'resolve', {
				by: personCalled(this.#reviewers[1]).id,
				at,
				input: { resolution: this.#say(settlement) },
			}),
		);
	}

	/** Submitted today; nobody has decided, or the first have. */
	#underReview(): readonly Event[] {
		const { contract, calendar, index, language } = this;
		const [production, technology] = this.#reviewers;
		this.#submitted(calendar.minutesAgo(300 + index * 3));
		if (contract.doubt === 'open') this.#doubted(calendar.minutesAgo(180 + index));
		if (contract.stage === 'submitted') return this.events;
		if (contract.fromStock === true) {
			this.#approved(calendar.minutesAgo(70), 'warehouse', opinion(1, language));
			return this.events;
		}
		this.#answered(calendar.minutesAgo(130 + index), production, productionAnswers(index, language));
		this.#approved(calendar.minutesAgo(125 + index), production, opinion(index, language));
		if (!this.#special) return this.events;
		this.#answered(calendar.minutesAgo(120 + index), technology, technologyAnswers(index, language));
		this.#approved(calendar.minutesAgo(115 + index), technology, opinion(index + 1, language));
		return this.events;
	}

	/** The outbound slip: salesperson, keeper, head (REV-15). */
	#passedFromStock(): boolean {
		const { daysAgo } = this.contract;
		this.#submitted(this.calendar.day(daysAgo, '16:00'));
		this.#approved(
			this.calendar.day(daysAgo - 1, '09:00'),
			this.index % 2 === 0 ? 'warehouse' : 'warehouse.second',
			opinion(1, this.language),
		);
		this.#approved(this.calendar.day(daysAgo - 1, '10:30'), this.#chair, opinion(0, this.language));
		return true;
	}

	#answersBeforeDeciding(day: (time: string) => string): void {
		const [production, technology, quality] = this.#reviewers;
		this.#answered(day('09:10'), production, productionAnswers(this.index, this.language));
		this.#answered(day('09:20'), technology, technologyAnswers(this.index, this.language));
		this.#answered(day('09:30'), quality, qualityAnswers(this.language));
	}

	/** Countersigned by the three departments (REV-13), returned by one, or refused by one. */
	#passedByCountersignature(): boolean {
		const { contract, calendar, index, language } = this;
		const { daysAgo, stage } = contract;
		const [production, technology, quality] = this.#reviewers;
		this.#submitted(calendar.day(daysAgo - 1, '14:00'));
		if (contract.doubt !== undefined) this.#doubted(calendar.day(daysAgo - 1, '16:00'));
		this.#answersBeforeDeciding((time) => calendar.day(daysAgo - 2, time));
		this.#approved(calendar.day(daysAgo - 2, '09:40'), production, opinion(index, language));
		if (stage === 'rejected') {
			const at = calendar.day(daysAgo - 2, '15:20');
			this.#at(at, (world) => decides(world, this.#subject, technology, 'reject', { at, comment: this.#say(rejections.countersigned) }));
			return false;
		}
		this.#approved(calendar.day(daysAgo - 2, '15:20'), technology, opinion(index + 1, language));
		if (stage === 'returned') {
			const at = calendar.day(daysAgo - 3, '10:30');
			this.#at(at, (world) => decides(world, this.#subject, quality, 'return', { at, comment: this.#say(returnReason) }));
			return false;
		}
		if (contract.doubt !== undefined) this.#doubtSettled(calendar.day(daysAgo - 3, '09:15'));
		this.#approved(calendar.day(daysAgo - 3, '10:30'), quality, opinion(index + 2, language));
		return true;
	}

	/** Reviewed in a meeting, concluded or refused by its chair (REV-14). */
	#passedInMeeting(): boolean {
		const { contract, calendar, index, language } = this;
		const { daysAgo } = contract;
		this.#submitted(calendar.day(daysAgo - 1, '14:00'));
		if (contract.doubt !== undefined) this.#doubted(calendar.day(daysAgo - 1, '16:00'));
		this.#answersBeforeDeciding((time) => calendar.day(daysAgo - 3, time));
		this.#reviewers.forEach((who, position) =>
			this.#approved(calendar.day(daysAgo - 3, `10:${String(20 + position * 5)}`), who, opinion(index + position, language)),
		);
		const at = calendar.day(daysAgo - 3, '11:00');
		if (contract.stage === 'rejected') {
			this.#at(at, (world) => decides(world, this.#subject, this.#chair, 'reject', { at, comment: this.#say(rejections.meeting) }));
			return false;
		}
		if (contract.doubt !== undefined) this.#doubtSettled(calendar.day(daysAgo - 3, '10:40'));
		this.#at(at, (world) =>
			concludesMeeting(world, this.#subject, this.#chair, this.#reviewers, calendar.day(daysAgo - 3, '10:00'), at, language),
		);
		return true;
	}

	/** Signed, passed on to the departments, and closed or ended early. */
	#carriedOut(): readonly Event[] {
		const { contract, calendar } = this;
		const { daysAgo, stage } = contract;
		const owner = this.#owner.id;
		const signedDaysAgo = contract.fromStock === true ? daysAgo - 1 : daysAgo - 5;
		const signedAt = calendar.day(signedDaysAgo, '14:00');
		this.#at(signedAt, (world, at) =>
			world.command('crm_contracts', this.#id, 'sign', {
				by: owner,
				at,
				input: {
					signed_on: calendar.date(signedDaysAgo),
					signed_for_customer: String(world.store.row('crm_customers', customerId(contract.customer))['contact_person']),
				},
			}),
		);
		if (stage === 'just-signed') return this.events;
		this.#at(calendar.day(signedDaysAgo, '16:20'), (world, at) => acknowledgeNotices(world, this.#id, at));
		if (stage === 'closed') {
			this.#at(calendar.day(daysAgo - 45, '17:00'), (world, at) =>
				world.command('crm_contracts', this.#id, 'close', { by: owner, at, input: { delivered_on: calendar.date(daysAgo - 42) } }),
			);
		}
		if (stage === 'terminated') {
			this.#at(calendar.day(daysAgo - 30, '10:00'), (world, at) =>
				world.command('crm_contracts', this.#id, 'terminate', {
					by: personCalled(this.#chair).id,
					at,
					comment: this.#say(terminationReason),
				}),
			);
		}
		return this.events;
	}
}

/** The departments acknowledge the documents issued to them (ORD-01). */
export function acknowledgeNotices(world: World, contract: string, at: string): void {
	const addressee: Readonly<Record<string, string>> = { 'production-manager': 'production', 'technology-manager': 'technology' };
	for (const notice of world.store.where('crm_execution_notices', { contract, status: 'issued' })) {
		const who = addressee[String(notice['role'])];
		if (who === undefined) throw new Error(`Nobody acknowledges documents for ${String(notice['role'])}.`);
		world.command('crm_execution_notices', notice.id, 'acknowledge', { by: personCalled(who).id, at });
	}
}

export const contractStories = (calendar: Calendar, language: Locale): readonly Event[] =>
	demoContracts.flatMap((contract, index) => new ContractStory(contract, index, calendar, language).tell());
