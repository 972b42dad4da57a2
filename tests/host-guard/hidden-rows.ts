import type { Answer } from '../harness/directus.js';
import type { Attack } from './attempts.js';
import { fresh, type Caller, type Situation } from './situation.js';

/** A contract of the caller, and its customer, whom another department keeps to itself. */
interface Hidden {
	readonly contract: string;
	readonly customer: string;
	/** A contract of the caller whose customer they see. */
	readonly besides: { readonly contract: string; readonly customer: string };
}

/** A question whose answer should be the same whatever a hidden customer is called. */
type Question = (situation: Situation, caller: Caller, hidden: Hidden) => Promise<Answer<unknown>>;

/** What the hidden customer is called, once and then again; a guess that is right the first time. */
const guess = '!! A customer of somebody else';
const otherName = '~~ Called otherwise';

async function arrangeHidden({ directus, people }: Situation, caller: Caller): Promise<Hidden> {
	const { database } = directus;
	const reader = caller === 'anonymous' ? people.sales : people[caller];
	const { crm_department: department } = (await database('directus_users').where({ id: reader.user }).first()) as Record<string, string>;
	const customer = fresh();
	const contract = fresh();
	await database('crm_customers').insert({ id: customer, name: guess, status: 'prospect', revision: 0, profile: 'enterprise' });
	const own = { status: 'draft', revision: 0, owner: reader.user, department };
	await database('crm_contracts').insert({ ...own, id: contract, title: 'Hidden customer', customer });
	// Beside it one whose customer has a name between the two, for an order to show.
	const seen = fresh();
	await database('crm_customers').insert({ id: seen, name: 'Between', status: 'prospect', revision: 0, profile: 'enterprise', department });
	const beside = fresh();
	await database('crm_contracts').insert({ ...own, id: beside, title: 'Seen customer', customer: seen });
	await database('crm_contract_lines').insert({ id: fresh(), contract, product: 'Pump', quantity: 1, unit: 'set' });
	return { contract, customer, besides: { contract: beside, customer: seen } };
}

const name = encodeURIComponent(guess);
const search = (condition: object) => `filter=${encodeURIComponent(JSON.stringify(condition))}`;
const called = { customer: { name: { _eq: guess } } };

const questions: readonly (readonly [name: string, ask: Question])[] = [
	['a list', (situation, caller) => situation.as(caller)('GET', `/items/crm_contracts?fields=id&filter[customer][name][_eq]=${name}`)],
	[
		'what is not so',
		(situation, caller, { contract }) =>
			situation.as(caller)(
				'GET',
				`/items/crm_contracts?fields=id&${search({ _and: [{ id: { _eq: contract } }, { customer: { name: { _neq: guess } } }] })}`,
			),
	],
	[
		'either of two conditions',
		(situation, caller) =>
			situation.as(caller)('GET', `/items/crm_contracts?fields=id&${search({ _or: [called, { id: { _null: true } }] })}`),
	],
	[
		'a figure',
		(situation, caller) => situation.as(caller)('GET', `/items/crm_contracts?aggregate[count]=*&filter[customer][name][_eq]=${name}`),
	],
	[
		'the count beside a list',
		(situation, caller) => situation.as(caller)('GET', `/items/crm_contracts?fields=id&limit=1&page=9&meta=filter_count&${search(called)}`),
	],
	[
		'the count beside keys',
		(situation, caller, { contract }) =>
			situation.as(caller)('SEARCH', '/items/crm_contracts', {
				keys: [contract],
				query: { fields: ['number'], meta: ['filter_count'], filter: called },
			}),
	],
	[
		'the count beside keys, at an address written otherwise',
		(situation, caller, { contract }) =>
			situation.as(caller)('SEARCH', '/items/%63rm_contracts', {
				keys: [contract],
				query: { fields: ['number'], meta: ['filter_count'], filter: called },
			}),
	],
	[
		'a record read by its key',
		(situation, caller, { contract }) => situation.as(caller)('GET', `/items/crm_contracts/${contract}?fields=id&${search(called)}`),
	],
	[
		'GraphQL',
		(situation, caller) =>
			situation.as(caller)('POST', '/graphql', {
				query: `{ crm_contracts(filter: { customer: { name: { _eq: ${JSON.stringify(guess)} } } }) { id } }`,
			}),
	],
	[
		'a figure in GraphQL',
		(situation, caller) =>
			situation.as(caller)('POST', '/graphql', {
				query: `{ crm_contracts_aggregated(filter: { customer: { name: { _eq: ${JSON.stringify(guess)} } } }) { count { id } } }`,
			}),
	],
	[
		'a nested list',
		(situation, caller, { contract }) =>
			situation.as(caller)(
				'GET',
				`/items/crm_contracts/${contract}?fields=lines.product&deep[lines][_filter][contract][customer][name][_eq]=${name}`,
			),
	],
	[
		'what stands in a list of the record',
		(situation, caller) => situation.as(caller)('GET', `/items/crm_contract_lines?fields=id&${search({ contract: called })}`),
	],
	['an order', (situation, caller) => situation.as(caller)('GET', '/items/crm_contracts?fields=id&sort=customer.name')],
	[
		'an order the other way, in GraphQL',
		(situation, caller) => situation.as(caller)('POST', '/graphql', { query: '{ crm_contracts(sort: ["-customer.name"]) { id } }' }),
	],
	[
		'a change by a query',
		(situation, caller) => situation.as(caller)('PATCH', '/items/crm_customers', { query: { filter: { name: { _eq: guess } } }, data: {} }),
	],
	[
		'a deletion by a query',
		(situation, caller) => situation.as(caller)('DELETE', '/items/%63rm_customers', { query: { filter: { name: { _eq: guess } } } }),
	],
];

/** Everything that makes an answer depend on what a record is called that the caller may not see. */
export const attacksOnHiddenRows: readonly Attack[] = questions.map(([title, ask]): Attack => ({
	entry: 'conditions-on-hidden-rows',
	name: `tell what a hidden customer is called by ${title}`,
	by: ['sales'],
	attempt: async (situation, caller) => {
		const { database } = situation.directus;
		const hidden = await arrangeHidden(situation, caller);
		try {
			const first = await ask(situation, caller, hidden);
			await database('crm_customers').where({ id: hidden.customer }).update({ name: otherName });
			// The host's own defaults keep answers.
			await situation.admin.request('POST', '/utils/cache/clear');
			const second = await ask(situation, caller, hidden);
			const seen = await situation.as(caller)<unknown>('GET', `/items/crm_customers/${hidden.customer}`);
			if (seen.status !== 403) throw new Error(`The customer is not hidden: ${seen.status}`);
			if (first.status >= 500) throw new Error(`The question could not be answered: ${first.status}`);
			const differ = first.status !== second.status || JSON.stringify(first.body) !== JSON.stringify(second.body);
			return {
				harmed: differ,
				status: first.status,
				guard: null,
				said: `${first.status} ${JSON.stringify(first.body).slice(0, 300)}, then ${second.status} ${JSON.stringify(second.body).slice(0, 300)}`,
			};
		} finally {
			await database('crm_contract_lines').where({ contract: hidden.contract }).delete();
			await database('crm_contracts').whereIn('id', [hidden.contract, hidden.besides.contract]).delete();
			await database('crm_customers').whereIn('id', [hidden.customer, hidden.besides.customer]).delete();
		}
	},
}));
