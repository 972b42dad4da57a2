import type { Query, SchemaOverview } from '@directus/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Filter } from '@crm-policy/seeds/departments/fragments';
import { narrow, passedBy, questionsOf, type RowRule } from './narrowing.js';

/** Contracts with lines, of customers with contacts, whose region everybody sees. */
const fields = (names: readonly string[], aliases: readonly string[] = []): Readonly<Record<string, { field: string; type: string }>> => ({
	...Object.fromEntries(names.map((field) => [field, { field, type: 'string' }])),
	...Object.fromEntries(aliases.map((field) => [field, { field, type: 'alias' }])),
});
const relation = (collection: string, field: string, related_collection: string, one_field: string | null) => ({
	collection,
	field,
	related_collection,
	schema: null,
	meta: { one_field },
});
const schema = {
	collections: {
		contracts: { primary: 'id', fields: fields(['id', 'title', 'customer'], ['lines']) },
		lines: { primary: 'id', fields: fields(['id', 'product', 'contract']) },
		customers: { primary: 'id', fields: fields(['id', 'name', 'region'], ['contracts', 'contacts']) },
		contacts: { primary: 'id', fields: fields(['id', 'name', 'customer']) },
		regions: { primary: 'code', fields: fields(['code', 'name']) },
	},
	relations: [
		relation('contracts', 'customer', 'customers', 'contracts'),
		relation('lines', 'contract', 'contracts', 'lines'),
		relation('contacts', 'customer', 'customers', 'contacts'),
		relation('customers', 'region', 'regions', null),
	],
} as unknown as SchemaOverview;

const rules: Readonly<Record<string, Filter>> = {
	customers: { _or: [{ owner: { _in: ['me'] } }, { grants: { _some: { user: { _in: ['me'] } } } }] },
	contacts: { owner: { _in: ['me'] } },
	lines: { hidden: { _eq: false } },
};
const ruleOf = (collection: string): RowRule | null => {
	const condition = rules[collection];
	return condition === undefined ? null : { condition, askable: true };
};
const nothingAsked = () => null;
const narrowed = (query: Query, collection = 'contracts') => narrow(query, collection, schema, ruleOf, nothingAsked);
const filtered = (filter: unknown, collection?: string) => narrowed({ filter } as Query, collection).query.filter;

const ofCustomer = { _or: [{ customer: { owner: { _in: ['me'] } } }, { customer: { grants: { user: { _in: ['me'] } } } }] };

describe('A condition on rows some of which are hidden', () => {
	it.each([
		['a field of its own stays as it is', { title: { _eq: 'A' } }, { title: { _eq: 'A' } }],
		['what a record refers to is written in it', { customer: { _eq: '1' } }, { customer: { _eq: '1' } }],
		['so is its key through the relation', { customer: { id: { _in: ['1'] } } }, { customer: { id: { _in: ['1'] } } }],
		[
			'a field at the other end holds for seen rows',
			{ customer: { name: { _eq: 'A' } } },
			{ _and: [{ customer: { name: { _eq: 'A' } } }, ofCustomer] },
		],
		[
			'two steps carry the rules of both',
			{ customer: { contacts: { name: { _eq: 'A' } } } },
			{
				_and: [{ customer: { contacts: { name: { _eq: 'A' } } } }, ofCustomer, { customer: { contacts: { owner: { _in: ['me'] } } } }],
			},
		],
		[
			'what is empty may be empty because there is nothing',
			{ customer: { name: { _null: true } } },
			{ _and: [{ customer: { name: { _null: true } } }, { _or: [{ customer: { _null: true } }, ofCustomer] }] },
		],
		['“there is none” is about seen ones', { lines: { _null: true } }, { lines: { _none: {} } }],
		['“there is one” is about seen ones', { lines: { _nnull: true } }, { lines: { _some: {} } }],
		[
			'a list is narrowed inside, the host knows its rows',
			{ lines: { _some: { product: { _eq: 'A' } } } },
			{ lines: { _some: { product: { _eq: 'A' } } } },
		],
		[
			'each of several is looked at',
			{ _or: [{ title: { _eq: 'A' } }, { customer: { name: { _eq: 'A' } } }] },
			{ _or: [{ title: { _eq: 'A' } }, { _and: [{ customer: { name: { _eq: 'A' } } }, ofCustomer] }] },
		],
		[
			'conditions inside a relation are looked at one by one',
			{ customer: { _and: [{ region: { name: { _eq: 'N' } } }, { contacts: { name: { _eq: 'A' } } }] } },
			{
				_and: [
					{ _and: [{ customer: { region: { name: { _eq: 'N' } } } }, ofCustomer] },
					{
						_and: [{ customer: { contacts: { name: { _eq: 'A' } } } }, ofCustomer, { customer: { contacts: { owner: { _in: ['me'] } } } }],
					},
				],
			},
		],
		[
			'rows everybody sees add nothing',
			{ customer: { region: { _eq: 'N' } } },
			{ _and: [{ customer: { region: { _eq: 'N' } } }, ofCustomer] },
		],
	])('%s', (_what, filter, expected) => {
		expect(filtered(filter)).toEqual(expected);
	});

	it('is narrowed in nested lists, by alias as well', () => {
		const { query } = narrowed(
			{ deep: { sold: { _filter: { customer: { name: { _eq: 'A' } } }, _limit: 5 } }, alias: { sold: 'contracts' } },
			'customers',
		);
		expect(query.deep).toEqual({ sold: { _filter: { _and: [{ customer: { name: { _eq: 'A' } } }, ofCustomer] }, _limit: 5 } });
	});

	it.each([
		[{ 'count(lines)': { _gt: 1 } }, 'contracts'],
		[{ customer: { 'count(contacts)': { _gt: 1 } } }, 'contracts'],
		[{ lines: { _some: { contract: { customer: { name: { _eq: 'A' } } } } } }, 'contracts'],
	])('is refused where rows are counted, or a list leads on: %j', (filter, collection) => {
		expect(narrowed({ filter }, collection).beyond).toBe(true);
	});

	describe('where the reader may not ask why a row is seen', () => {
		const unspoken = (collection: string): RowRule | null =>
			collection === 'customers' ? { condition: { owner: { _in: ['me'] } }, askable: false } : null;
		const over = (query: unknown, keys: readonly string[] | null) => narrow(query as Query, 'contracts', schema, unspoken, () => keys);
		it('names the seen rows that meet it', () => {
			const filter = { customer: { contacts: { name: { _eq: 'A' } } } };
			expect(questionsOf({ filter }, 'contracts', schema, unspoken)).toEqual([
				{ collection: 'customers', condition: { contacts: { name: { _eq: 'A' } } } },
			]);
			const { query, beyond } = over({ filter }, ['1', '2']);
			expect({ filter: query.filter, beyond }).toEqual({ filter: { customer: { _in: ['1', '2'] } }, beyond: false });
		});
		it('lets what is empty be empty because there is nothing', () => {
			const { query } = over({ filter: { customer: { name: { _null: true } } } }, ['1']);
			expect(query.filter).toEqual({ _or: [{ customer: { _null: true } }, { customer: { _in: ['1'] } }] });
		});
		it('is refused where they are too many to name, and puts nothing in order by them', () => {
			const { query, beyond } = over({ filter: { customer: { name: { _eq: 'A' } } } }, null);
			expect({ filter: query.filter, beyond }).toEqual({ filter: { customer: { _in: [] } }, beyond: true });
			expect(over({ sort: ['customer.name'] }, []).beyond).toBe(true);
			expect(over({ sort: ['customer'] }, []).beyond).toBe(false);
		});
	});

	it('counts what everybody sees, and reads parts of dates', () => {
		expect(narrowed({ filter: { 'count(contracts)': { _gt: 1 } } }, 'customers').beyond).toBe(false);
		expect(narrowed({ filter: { 'year(title)': { _gt: 1 } } }).beyond).toBe(false);
	});
});

describe('An order by rows some of which are hidden', () => {
	it('is judged by the rows it puts in their place', () => {
		const { orders, beyond } = narrowed({ sort: ['title', '-customer.name', 'customer.id'] });
		expect({ orders, beyond }).toEqual({ orders: [{ present: { customer: { _nnull: true } }, seen: ofCustomer }], beyond: false });
	});
	it.each([
		[{ sort: ['lines.product'] }, 'contracts'],
		[{ sort: ['count(lines)'] }, 'contracts'],
		[{ deep: { lines: { _sort: ['contract.customer.name'] } } }, 'contracts'],
	])('is refused where rows of a list decide, or nested: %j', (query, collection) => {
		expect(narrowed(query, collection).beyond).toBe(true);
	});
});

const leaf = fc.constantFrom<Filter>(
	{ title: { _eq: 'A' } },
	{ customer: { name: { _contains: 'A' } } },
	{ customer: { region: { name: { _eq: 'A' } } } },
	{ lines: { product: { _eq: 'A' } } },
	{ customer: { contacts: { name: { _nnull: true } } } },
);
const { tree } = fc.letrec<{ tree: Filter }>((tie) => ({
	tree: fc.oneof(
		{ maxDepth: 4 },
		leaf,
		fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((parts): Filter => ({ _and: parts })),
		fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((parts): Filter => ({ _or: parts })),
	),
}));

describe('Any filter', () => {
	it('stays as it is for whoever sees every row', () => {
		fc.assert(
			fc.property(tree, (filter) => {
				expect(narrow({ filter } as Query, 'contracts', schema, () => null, nothingAsked).query.filter).toEqual(filter);
			}),
		);
	});
	it('keeps every condition it had, and asks the rules of what it passes', () => {
		fc.assert(
			fc.property(tree, (filter) => {
				const result = JSON.stringify(filtered(filter));
				const conditions = JSON.stringify(filter).match(/"_(?:eq|contains|nnull)":/g) ?? [];
				for (const operator of new Set(conditions))
					expect(result.split(operator).length).toBeGreaterThanOrEqual(JSON.stringify(filter).split(operator).length);
				const passed = passedBy({ filter } as Query, 'contracts', schema);
				expect(passed.has('customers')).toBe(JSON.stringify(filter).includes('"customer"'));
				expect(result.includes('"grants"')).toBe(passed.has('customers'));
			}),
		);
	});
});
