import { z } from 'zod';
import { oneOfInput } from '../forms/input.js';
import type { Effect } from '../process/effect.js';
import type { SentGoods } from './complaint.js';
import { guard, type ComplaintCase } from './handling.js';
import { complaintWords as words } from './words.js';

/** What tells one sending from another, the same in every language. */
const called = ({ sent_on, order_number, product, quantity, batch }: SentGoods): string => {
	const parts = [sent_on, order_number, quantity === null ? product : `${product} × ${quantity}`, batch];
	return parts.filter((part) => part !== null).join(' · ');
};

/** Whoever handles the case chooses what of the customer's deliveries it is about; nobody else is told what was delivered. */
export const deliveryForm = ({ facts, row, actor }: ComplaintCase): z.ZodObject => {
	const handles = actor.id !== null && [row.owner, row.leader].includes(actor.id);
	const goods = handles ? facts.sentGoods : [];
	const offered = goods.map((sent) => ({ id: sent.id, name: called(sent) }));
	return z.object(offered.length === 0 ? {} : { goods: oneOfInput(words.sentGoods, 'crm_transactions', offered) });
};

export const somethingWasSent = guard({
	rule: 'nothing-sent',
	clause: 'CUS-11',
	text: words.nothingSent,
	needs: ['sentGoods'],
	check: ({ facts }) => (facts.sentGoods.length === 0 ? [{ field: 'customer' }] : []),
});

/** The facts the Business Department has to find out, as the delivery has them (CMP-07), with the batch it was from (ORD-04). */
export function takeOver({ facts, row, input }: ComplaintCase): readonly Effect[] {
	const sent = facts.sentGoods.find(({ id }) => id === input['goods']);
	if (sent === undefined) throw new Error('The form lets nothing be chosen that was not sent.');
	return [
		{
			kind: 'set',
			patch: {
				order_number: sent.order_number ?? row.order_number,
				product_name: row.product_name ?? sent.product,
				product_model: sent.specification ?? sent.product,
				quantity: sent.quantity ?? row.quantity,
				shipment_date: sent.sent_on,
				batch_number: sent.batch,
			},
		},
	];
}
