import { afterAll, beforeAll, describe } from 'vitest';
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

	directusFeatures(later(() => open, 'The Directus has not started yet.'));
});
