import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { later, type OwnDirectus } from '../harness/directus.js';
import { directusFeatures } from './features.js';
import { openSituation, type Situation } from './situation.js';

/** What Directus offers people by itself goes on working behind the guard. */
describe('Behind the host guard', () => {
	let open: Situation<OwnDirectus> | undefined;
	beforeAll(async () => {
		open = await openSituation();
	});
	afterAll(() => open?.stop());

	const situation = later(() => open, 'The Directus has not started yet.');
	directusFeatures(situation);

	// The rule of the proxy is coarser: it cannot tell a value from a name.
	it('a value in a nested query may be any word, also the name of a built-in method', async () => {
		const deep = encodeURIComponent('{"lines":{"_filter":{"product":{"_neq":"toString"}}}}');
		const { status } = await situation.people.sales.request('GET', `/items/crm_contracts?fields=id,lines.id&limit=1&deep=${deep}`);
		expect(status).toBe(200);
	});
});
