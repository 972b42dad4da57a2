import { describe, expect, it } from 'vitest';
import { draftOf, planOf } from './plan-draft.js';

describe('a plan on the screen', () => {
	const plan = { fields: { name: { column: 1 }, source: { constant: 'Fair' } }, duplicates: 'skip' as const };

	it('has a place for every field and says again what it was made from', () => {
		const draft = draftOf(plan, ['name', 'phone', 'source']);
		expect(draft['phone']).toEqual({ from: 'nowhere', constant: '' });
		expect(planOf(draft, 'skip', '')).toEqual(plan);
	});

	it('leaves out a value for all rows that is empty, and a reason nobody asks for', () => {
		expect(planOf({ source: { from: 'constant', constant: '  ' } }, 'skip', 'why')).toEqual({ fields: {}, duplicates: 'skip' });
		expect(planOf({}, 'new', ' why ')).toEqual({ fields: {}, duplicates: 'new', reason: 'why' });
	});
});
