import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { company, ComplaintStory } from '../testing/complaint.js';
import { uuid } from '../testing/ids.js';
import { rulesOf } from '../testing/review-story.js';
import { sentGoodsIn, type Delivery } from './sent-goods.js';

const customer = uuid(0xc00, 1);

const delivery = (differing: Partial<Delivery> = {}): Delivery => ({
	id: uuid(0xc01, 1),
	status: 'recorded',
	source_system: 'shop',
	external_id: 'ful_1',
	version: 1,
	occurred_on: '2026-03-01',
	order_number: '1042',
	lines: [{ product: 'TIE-8', quantity: '200', batch: 'B-7' }],
	...differing,
});

const handled = (...deliveries: readonly Delivery[]): ComplaintStory => {
	const story = new ComplaintStory({ customer });
	for (const sent of deliveries) story.store.put('crm_transactions', { ...sent, kind: 'delivery', customer });
	story.issue('register', company.manager);
	return story;
};

describe('what a complaint takes over from a delivery', () => {
	it('is order, product, quantity, shipment date and batch (CMP-07, ORD-04)', () => {
		const story = handled(delivery());
		expect(rulesOf(story.issue('take_over_delivery', story.handler, { goods: `${delivery().id}.0` }))).toEqual([]);
		expect(story.row).toMatchObject({
			order_number: '1042',
			product_name: 'Silk tie',
			product_model: 'TIE-8',
			quantity: '200',
			shipment_date: '2026-03-01',
			batch_number: 'B-7',
		});
	});

	it('leaves what the delivery does not know as it is', () => {
		const story = handled(delivery({ order_number: null, lines: [{ product: 'TIE-8', specification: '145 cm' }] }));
		story.become({ order_number: 'by hand', quantity: '3' });
		story.issue('take_over_delivery', story.handler, { goods: `${delivery().id}.0` });
		expect(story.row).toMatchObject({ order_number: 'by hand', product_model: '145 cm', quantity: '3', batch_number: null });
	});

	it('can be nothing that was not sent to this customer', () => {
		const story = handled(delivery());
		expect(story.issue('take_over_delivery', story.handler, { goods: `${uuid(0xc01, 2)}.0` }).accepted).toBe(false);
		expect(story.row.order_number).toBeNull();
	});

	it('is told to nobody who does not handle the case', () => {
		const story = handled(delivery());
		expect(rulesOf(story.issue('take_over_delivery', company.auditor, {}))).toEqual(['not-handling CMP-01']);
	});

	it('is missed where nothing was sent (CUS-11)', () => {
		const story = handled();
		expect(rulesOf(story.issue('take_over_delivery', story.handler, {}))).toEqual(['nothing-sent CUS-11']);
	});
});

describe('the goods that were sent', () => {
	it('are those of the highest version of each delivery that is not void, newest first', () => {
		const sent = sentGoodsIn([
			delivery({ version: 2, id: 'b', lines: [{ product: 'TIE-9' }] }),
			delivery(),
			delivery({ external_id: 'ful_2', id: 'c', occurred_on: '2026-03-04', lines: [{ product: 'SCARF' }, { product: 'TIE-8' }] }),
			delivery({ external_id: 'ful_3', id: 'd', status: 'voided' }),
			delivery({ external_id: 'ful_4', id: 'e', lines: null }),
		]);
		expect(sent.map(({ id, product }) => [id, product])).toEqual([
			['c.0', 'SCARF'],
			['c.1', 'TIE-8'],
			['b.0', 'TIE-9'],
		]);
	});

	it('are the same in whichever order the deliveries are read, and never too many to choose from', () => {
		const deliveries = fc.uniqueArray(
			fc
				.record({ number: fc.nat(20), version: fc.nat(5), day: fc.integer({ min: 1, max: 28 }), lines: fc.nat(9) })
				.map(({ number, version, day, lines }) =>
					delivery({
						id: `${String(number)}-${String(version)}`,
						external_id: `ful_${String(number)}`,
						version,
						occurred_on: `2026-03-${String(day).padStart(2, '0')}`,
						lines: Array.from({ length: lines }, (_, line) => ({ product: `P${String(line)}` })),
					}),
				),
			{ selector: ({ id }) => id, maxLength: 60 },
		);
		fc.assert(
			fc.property(deliveries, fc.func(fc.nat()), (made, place) => {
				const sent = sentGoodsIn(made);
				expect(sentGoodsIn(made.toSorted((a, b) => place(a.id) - place(b.id)))).toEqual(sent);
				expect(sent.length).toBeLessThanOrEqual(100);
				expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
			}),
		);
	});
});
