import { text, type Locale } from '@crm-policy/rules/words/text';
import { departmentId } from '../../departments/rows.js';
import { stableId } from '../../stable-id.js';
import { personCalled } from '../people.js';
import type { World } from '../simulation/world.js';
import { demoContracts, type DemoContract } from './contract-list.js';
import { acknowledgeNotices, amountOf, contractId, goods } from './contracts.js';
import { concludesMeeting, decides, opinion, type Subject } from './review-rounds.js';
import type { Calendar, Event } from './timeline.js';

const words = {
	reason: {
		customer: text('The customer opens two more branches.', '顾客新开两家门店。'),
		company: text('The dye house closes for two weeks.', '染厂停工检修两周。'),
	},
	change: {
		lines: text('Quantities rise by a fifth; the amount follows.', '数量增加两成，金额相应调整。'),
		day: text('Delivery two weeks later.', '交货期顺延两周。'),
	},
	clauses: { lines: text('Lines and amount', '明细与金额'), day: text('Delivery date', '交货期') },
	risks: text('No particular risk.', '无特别风险。'),
	rejection: text('The later day collides with the customer’s timetable; keep the original date.', '顺延后与顾客计划冲突，维持原交货期。'),
} as const;

const reviewers = ['production', 'technology', 'quality'] as const;

/** A fifth more, in whole pieces. */
const raised = (lines: DemoContract['lines']): DemoContract['lines'] =>
	lines.map(([product, quantity]) => [product, Math.ceil(quantity * 1.2)] as const);

/** One request to change an effective contract, as far as it has come (AMD-01 to AMD-03). */
function amendmentStory(contract: DemoContract, calendar: Calendar, language: Locale): readonly Event[] {
	const state = contract.amendment;
	if (state === undefined) return [];
	const owner = personCalled(contract.by);
	const chair = owner.department === 'export' ? 'export.manager' : 'sales.manager';
	const subject: Subject = { collection: 'crm_contract_amendments', id: stableId('demo', 'amendment', contract.key) };
	const inMeeting = contract.currency !== undefined || contract.special !== undefined;
	const more = state === 'applied' && contract.currency === undefined;
	const settled = state === 'applied' || state === 'rejected';
	const startedDaysAgo = settled ? contract.daysAgo - 14 : 4;
	const events: Event[] = [];
	const on = (at: string, happen: (world: World, at: string) => void): void =>
		void events.push({ at, happen: (world) => happen(world, at) });

	on(calendar.day(startedDaysAgo, '10:15'), (world, at) => {
		const moment = { by: owner.id, at };
		world.create(
			'crm_contract_amendments',
			{
				id: subject.id,
				contract: contractId(contract.key),
				owner: owner.id,
				department: owner.department === null ? null : departmentId(owner.department),
				proposing_side: more ? 'customer' : 'company',
				reason: (more ? words.reason.customer : words.reason.company)[language],
				requested_change: (more ? words.change.lines : words.change.day)[language],
				affected_clauses: (more ? words.clauses.lines : words.clauses.day)[language],
				...(more
					? { amount: amountOf(raised(contract.lines)), replaces_lines: true }
					: { delivery_date: calendar.date(contract.daysAgo - 59) }),
			},
			moment,
		);
		if (!more) return;
		raised(contract.lines).forEach(([product, quantity], position) =>
			world.create(
				'crm_contract_amendment_lines',
				{
					id: stableId('demo', 'amendment-line', contract.key, String(position)),
					amendment: subject.id,
					sort: position + 1,
					...goods(product, quantity, false, language),
				},
				moment,
			),
		);
	});
	if (state === 'draft') return events;

	on(calendar.day(startedDaysAgo - 1, '11:00'), (world, at) => {
		const customer = world.store.row('crm_contracts', contractId(contract.key))['signed_for_customer'];
		world.command(subject.collection, subject.id, 'sign', {
			by: owner.id,
			at,
			input: {
				company_signed_by: owner.name[language].last,
				company_signed_on: calendar.date(startedDaysAgo - 1),
				customer_signed_by: String(customer),
				customer_signed_on: calendar.date(startedDaysAgo - 1),
			},
		});
	});
	if (state === 'signed') return events;

	const submittedAt = settled ? calendar.day(startedDaysAgo - 2, '09:00') : calendar.minutesAgo(270);
	on(submittedAt, (world, at) => world.command(subject.collection, subject.id, 'submit', { by: owner.id, at }));
	const decidedAt = (position: number): string =>
		settled ? calendar.day(startedDaysAgo - 3, `10:${String(20 + position * 8)}`) : calendar.minutesAgo(100 - position);
	on(decidedAt(-1), (world, at) =>
		world.edit(subject.collection, subject.id, { capable: true, risks: words.risks[language] }, { by: personCalled('production').id, at }),
	);
	const approvers = state === 'in_review' ? reviewers.slice(0, 1) : state === 'rejected' && !inMeeting ? reviewers.slice(0, 2) : reviewers;
	approvers.forEach((who, position) =>
		on(decidedAt(position), (world, at) => decides(world, subject, who, 'approve', { at, comment: opinion(position, language) })),
	);
	if (state === 'in_review') return events;

	if (state === 'rejected') {
		on(decidedAt(4), (world, at) =>
			decides(world, subject, inMeeting ? chair : 'quality', 'reject', { at, comment: words.rejection[language] }),
		);
		return events;
	}
	if (inMeeting)
		on(decidedAt(4), (world, at) =>
			concludesMeeting(world, subject, chair, reviewers, calendar.day(startedDaysAgo - 3, '10:00'), at, language),
		);
	on(calendar.day(startedDaysAgo - 3, '16:00'), (world, at) => acknowledgeNotices(world, contractId(contract.key), at));
	return events;
}

export const amendmentStories = (calendar: Calendar, language: Locale): readonly Event[] =>
	demoContracts.flatMap((contract) => amendmentStory(contract, calendar, language));
