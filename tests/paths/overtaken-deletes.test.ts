import { describe, expect, it } from 'vitest';
import { useOwnDirectus } from '../harness/directus.js';
import { useOffice, violationsOf } from './office.js';

/** The shipped extension whose gate lets every delete pass, as it does where a command moves the record after the gate has looked. */
const overtaken = {
	name: 'overtaken-deletes',
	source: `
import * as whole from './whole.js';
const seen = (register) => ({ ...register, filter: (event, handler) => (event.endsWith('.items.delete') ? undefined : register.filter(event, handler)) });
export const hooks = whole.hooks.map(({ name, config }) => ({ name, config: (register, context) => config(seen(register), context) }));
export const { endpoints, operations } = whole;
`,
};

const directus = useOwnDirectus({ because: 'it runs another build', wrapper: overtaken });
const office = useOffice(directus);

describe('A delete that a command was faster than', () => {
	it.each([
		['en-US', /is kept/],
		['zh-CN', /删除/],
	])('is refused by the database with the words and the clause of the gate (%s)', async (language, words) => {
		await office.admin.request('PATCH', '/users/me', { language });
		const contract = await office.draft();
		await office.accepted('sales', 'crm_contracts', contract, 'submit');
		const answer = await office.admin.request('DELETE', `/items/crm_contracts/${contract}`);
		const [violation] = violationsOf(answer);
		expect(violation).toMatchObject({ rule: 'not-deletable', clause: 'AMD-01' });
		expect(violation?.message).toMatch(words);
		expect(JSON.stringify(answer.body)).not.toMatch(/sqlite|constraint|delete from|crm-policy:/i);
		expect(await office.row('crm_contracts', contract)).toMatchObject({ status: 'in_review' });
		await office.expectLedgerIntact();
	});

	it('that is no business of ours is answered as the host answers it', async () => {
		const answer = await office.admin.request('DELETE', '/items/crm_contracts/no-id-at-all');
		expect(answer.status).toBe(403);
	});
});
