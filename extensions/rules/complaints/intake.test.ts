import { describe, expect, it } from 'vitest';
import { intakeModel, takeIn } from './intake.js';

const said = { title: 'Torn', content: 'The tie is torn.', complainant: 'Ms Wang', complainant_contact: 'wang@example.com' };

describe('taking in what somebody says', () => {
	it('keeps what they said and leaves the rest to the register', () => {
		expect(takeIn(intakeModel.parse({ ...said, title: ' Torn ' }), 'online_service', '2026-03-10T02:00:00.000Z')).toEqual({
			...said,
			kind: 'complaint',
			nature: null,
			product_name: null,
			order_number: null,
			customer_demand: null,
			channel: 'online_service',
			received_at: '2026-03-10T02:00:00.000Z',
		});
	});

	it('keeps what else they know', () => {
		const more = { kind: 'suggestion', nature: 'product', product_name: 'Tie', order_number: 'A1', customer_demand: 'A new one' };
		expect(takeIn(intakeModel.parse({ ...said, ...more }), 'email', '2026-03-10T02:00:00.000Z')).toMatchObject(more);
	});

	it.each(Object.keys(said))('asks for “%s”', (field) => {
		expect(intakeModel.safeParse({ ...said, [field]: '  ' }).success).toBe(false);
	});

	it.each(['status', 'urgency', 'owner', 'severity'])('takes no “%s” from outside', (field) => {
		expect(intakeModel.safeParse({ ...said, [field]: 'x' }).success).toBe(false);
	});
});
