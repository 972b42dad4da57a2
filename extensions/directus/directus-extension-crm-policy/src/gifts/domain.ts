import { localDay } from '@crm-policy/rules/calendar/local-date';
import type { GiftFacts, GiftRow } from '@crm-policy/rules/gifts/gift';
import { giftProcess } from '@crm-policy/rules/gifts/process';
import type { AnyProcess } from '@crm-policy/rules/processes';
import { subjectFacts } from '../approval/subject-facts.js';
import type { FactRequest, Work } from '../engine/context.js';
import type { Anchor, Domain } from '../engine/domain.js';
import { rowsOf } from '../engine/rows.js';
import { consentsInForce } from '../customers/consents.js';
import { loadCounted, loadCustomer, loadRecipient } from './counted.js';

const gift = giftProcess as unknown as AnyProcess;

const rowOf = ({ row }: FactRequest): GiftRow => row as unknown as GiftRow;

/**
 * Where decisions about gifts queue. Caps add up over customers, givers and departments, which have no one record in common, and
 * which of them belong together can change; so there is one place for all.
 */
const giftCaps: Anchor = { collection: 'crm_anchors', id: 'gift-caps' };

async function queue({ trx }: Work): Promise<readonly Anchor[]> {
	await trx(giftCaps.collection).insert({ id: giftCaps.id }).onConflict('id').ignore();
	return [giftCaps];
}

/** The days this gift can come to count on: the planned one, or one of its hand-over between its approval and today. */
function daysInQuestion({ work, rulebook, ...request }: FactRequest): readonly [string, string] {
	const { planned_on, approved_at } = rowOf({ work, rulebook, ...request });
	const today = localDay(work.now, rulebook.time_zone);
	const days = [
		today,
		...(planned_on === null ? [] : [planned_on]),
		...(approved_at === null ? [] : [localDay(approved_at, rulebook.time_zone)]),
	];
	const sorted = days.toSorted();
	return [sorted[0] ?? today, sorted.at(-1) ?? today];
}

/** Gifts: where the facts their rules ask for come from. */
export const giftDomains: readonly Domain[] = [
	{
		process: gift,
		title: (row) => [row['number'], row['item']].filter((part) => typeof part === 'string').join(' '),
		anchors: queue,
		facts: {
			...subjectFacts(gift),
			customer: (request) => loadCustomer(request.work.trx, rowOf(request).customer),
			consents: (request) => consentsInForce(request.work, rowOf(request).customer, localDay(request.work.now, request.rulebook.time_zone)),
			recipient: (request) => loadRecipient(request.work.trx, rowOf(request).recipient),
			counted: async (request, fact) => {
				const customer = (await fact('customer')) as GiftFacts['customer'];
				const recipient = (await fact('recipient')) as GiftFacts['recipient'];
				const { id, owner, department } = rowOf(request);
				return loadCounted(
					request.work.trx,
					{ except: id, customers: customer?.related ?? [], recipients: recipient?.same ?? [], giver: owner, department: department },
					daysInQuestion(request),
					request.rulebook,
				);
			},
			passed: async ({ work, row }): Promise<GiftFacts['passed']> => {
				const rows = await rowsOf<{ subject_hash: string; route: string }>(
					work
						.trx('crm_approvals')
						.where({ gift: String(row['id']), status: 'approved' })
						.select('subject_hash', 'route'),
				);
				return rows.map(({ subject_hash: hash, route }) => ({ hash, route }));
			},
		},
	},
];
