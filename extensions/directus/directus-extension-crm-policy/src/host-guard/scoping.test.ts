import { describe, expect, it } from 'vitest';
import { concernsPolicyData } from './scoping.js';

describe('A request concerns company data', () => {
	const concerns = (path: string, query: Readonly<Record<string, unknown>> = {}, method = 'GET', body?: unknown): boolean =>
		concernsPolicyData({ path, query, method, body });
	it.each([
		['/items/crm_contracts'],
		['/ITEMS/crm_contracts/1'],
		['/items/%63rm_contracts'],
		['/items//crm_contracts'],
		['/graphql'],
		['/graphql/system'],
		['/crm/inbox'],
		['/assets/1'],
		['/revisions'],
		['/utils/export/crm_customers'],
		['/items/%'],
	])('at %s', (path) => expect(concerns(path)).toBe(true));
	it.each([
		[{ fields: 'crm_department.name' }],
		[{ fields: ['id', '*.*'] }],
		[{ sort: '-crm_department.name' }],
		[{ filter: { crm_department: { name: { _eq: 'A' } } } }],
		[{ deep: {} }],
		[{ alias: { a: 'crm_department' } }],
	])('by following a relation: %j', (query) => expect(concerns('/users', query)).toBe(true));
	it('by following a relation in the body of a SEARCH', () => {
		expect(concerns('/users', {}, 'SEARCH', { query: { fields: ['crm_department.name'] } })).toBe(true);
		expect(concerns('/users', {}, 'SEARCH', 'text')).toBe(true);
		expect(concerns('/users', {}, 'SEARCH', { query: { fields: ['id'] } })).toBe(false);
	});
	it.each([['/users/me'], ['/auth/login'], ['/server/info'], ['/admin/'], ['/settings'], ['/items/posts'], ['/crmx']])(
		'not at %s',
		(path) => expect(concerns(path, { fields: 'id,title', limit: '1' })).toBe(false),
	);
});
