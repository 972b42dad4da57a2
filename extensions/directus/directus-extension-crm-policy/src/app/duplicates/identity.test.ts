import { describe, expect, it } from 'vitest';
import { identityIn } from './identity.js';

describe('what a form says so far of who a customer is', () => {
	it('is what is filled in, without blanks around it, and the saved record it is about', () => {
		expect(identityIn({ name: ' Silk Road Ltd ', phone: '', email: null, profile: 'enterprise', needs: 'Ties' }, 'x')).toEqual({
			customer: 'x',
			name: 'Silk Road Ltd',
			profile: 'enterprise',
		});
	});

	it('is nothing while there is no name', () => {
		expect(identityIn({ phone: '021-55550100', name: '  ' }, null)).toBeNull();
	});

	it('is no longer than a field may be', () => {
		expect(identityIn({ name: 'a'.repeat(300) }, null)?.['name']).toHaveLength(255);
	});
});
