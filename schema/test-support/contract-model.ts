import { text } from '@crm-policy/rules/words/text';
import type { Knex } from 'knex';
import { id, stamps } from '../collections/common.js';
import {
	choice,
	decimal,
	defineCollection,
	flag,
	instant,
	integer,
	json,
	line,
	paragraph,
	reference,
	type CollectionDeclaration,
} from '../declare.js';
import type { AnyProcess, DeclaredModel } from '../model-type.js';
import { z } from 'zod';

/**
 * A small company for the tests of the schema: contracts under a process with lines (editable in draft), a review whose
 * answers are written in review, doubts with a process of their own, visits that are never deleted, approvals and a ledger.
 */
const word = (name: string) => text(name, name);
const states = (...names: readonly string[]) =>
	Object.fromEntries(names.map((name) => [name, { label: word(name), kind: 'draft' as const }]));
const declare = (collection: string, fields: CollectionDeclaration['fields'], rest: Partial<CollectionDeclaration> = {}) =>
	defineCollection({
		collection,
		label: word(collection),
		singular: word(collection),
		note: word(collection),
		icon: 'box',
		sort: 1,
		fields,
		...rest,
	});

const governed = (initial: string) => ({
	id: id(),
	status: line(word('Status'), { required: true, default: initial }),
	revision: integer(word('Revision'), { required: true, default: 0 }),
});

const customers = declare('crm_customers', { id: id(), name: line(word('Name'), { required: true }) });

const contracts = declare(
	'crm_contracts',
	{
		...governed('draft'),
		number: line(word('Number'), { unique: true, maxLength: 64 }),
		customer: reference('crm_customers', word('Customer')),
		department: line(word('Department')),
		title: line(word('Title')),
		amount: decimal(word('Amount')),
		terms: json(z.unknown(), word('Terms')),
		notes: paragraph(word('Notes')),
		reviewed_hash: line(word('Reviewed hash')),
		urgent: flag(word('Urgent')),
		rounds: integer(word('Rounds'), { required: true, default: 0 }),
		signed_on: instant(word('Signed on')),
		reference: line(word('Reference'), { maxLength: 64 }),
		...stamps(),
	},
	{ indexes: [{ fields: ['customer', 'reference'], unique: true }] },
);

const lines = declare('crm_contract_lines', {
	id: id(),
	contract: reference('crm_contracts', word('Contract'), { onDelete: 'CASCADE' }),
	product: line(word('Product')),
	quantity: decimal(word('Quantity')),
	from_stock: flag(word('From stock')),
	...stamps(),
});

const reviews = declare('crm_contract_reviews', {
	id: id(),
	contract: reference('crm_contracts', word('Contract'), { onDelete: 'CASCADE' }),
	requirement: line(word('Requirement')),
	answer: line(word('Answer')),
});

const doubts = declare('crm_contract_doubts', {
	...governed('open'),
	contract: reference('crm_contracts', word('Contract'), { onDelete: 'CASCADE' }),
	question: line(word('Question')),
	resolution: line(word('Resolution')),
});

const visits = declare('crm_visits', {
	...governed('planned'),
	starts_at: instant(word('Starts at')),
	remark: line(word('Remark')),
	finished_by: line(word('Finished by')),
});

const approvals = declare('crm_approvals', {
	id: id(),
	contract: reference('crm_contracts', word('Contract')),
	decision: choice([{ value: 'yes', label: word('yes') }], word('Decision')),
});
const ledger = declare('crm_ledger', {
	id: id(),
	seq: integer(word('Sequence'), { required: true, unique: true }),
	entry: line(word('Entry')),
});

const contractProcess: AnyProcess = {
	name: 'contract-review',
	collection: 'crm_contracts',
	initial: 'draft',
	states: states('draft', 'in_review', 'approved', 'effective'),
	governed: ['reviewed_hash', 'urgent', 'rounds', 'signed_on'],
	setOnce: ['department'],
	editable: [
		{ states: ['draft'], fields: '*' },
		{ states: ['draft', 'in_review', 'approved'], fields: ['notes'] },
	],
	children: [
		{ collection: 'crm_contract_lines', parent: 'contract', editable: [{ states: ['draft'], fields: '*' }] },
		{
			collection: 'crm_contract_reviews',
			parent: 'contract',
			editable: [
				{ states: ['draft'], fields: '*' },
				{ states: ['in_review'], fields: ['answer'] },
			],
		},
		{ collection: 'crm_contract_doubts', parent: 'contract', editable: [{ states: ['in_review'], fields: '*' }] },
	],
	deletable: true,
};

const doubtProcess: AnyProcess = {
	name: 'contract-doubts',
	collection: 'crm_contract_doubts',
	initial: 'open',
	states: states('open', 'resolved'),
	governed: ['resolution'],
	setOnce: [],
	editable: [{ states: ['open'], fields: '*' }],
	children: [],
	deletable: false,
};

const visitProcess: AnyProcess = {
	name: 'visits',
	collection: 'crm_visits',
	initial: 'planned',
	states: states('planned', 'done'),
	governed: ['finished_by'],
	setOnce: [],
	editable: [{ states: ['planned'], fields: '*' }],
	children: [],
	deletable: false,
};

export const contractModel: DeclaredModel = {
	folders: [],
	collections: [customers, contracts, lines, reviews, doubts, visits, approvals, ledger],
	processes: [contractProcess, doubtProcess, visitProcess],
	engineWritten: ['crm_approvals'],
	appendOnly: ['crm_ledger'],
};

/** Makes the tables of a model with plain knex, with the column types Directus gives them. */
export async function createTables(knex: Knex, model: DeclaredModel): Promise<void> {
	const own = model.collections.map(({ collection }) => collection);
	for (const { collection, fields, indexes = [] } of model.collections) {
		await knex.schema.createTable(collection, (table) => {
			for (const [name, field] of Object.entries(fields)) {
				const column = addColumn(table, name, field);
				if (column === null) continue;
				if (name === 'id') column.primary();
				if (field.required) column.notNullable();
				if (field.default !== undefined) column.defaultTo(field.default);
				if (field.unique === true) table.unique([name]);
				if (field.relation?.kind === 'm2o' && own.includes(field.relation.to)) {
					table.foreign(name).references(`${field.relation.to}.id`).onDelete(field.relation.onDelete);
				}
			}
			for (const index of indexes) if (index.unique === true) table.unique([...index.fields]);
		});
	}
}

function addColumn(
	table: Knex.CreateTableBuilder,
	name: string,
	field: CollectionDeclaration['fields'][string],
): Knex.ColumnBuilder | null {
	switch (field.type) {
		case 'alias':
			return null;
		case 'uuid':
			return table.uuid(name);
		case 'string':
			return table.string(name, field.maxLength ?? 255);
		case 'text':
			return table.text(name);
		case 'integer':
			return table.integer(name);
		case 'decimal':
			return table.decimal(name, field.precision ?? 18, field.scale ?? 2);
		case 'boolean':
			return table.boolean(name);
		case 'date':
			return table.date(name);
		case 'timestamp':
			return table.timestamp(name, { useTz: true });
		case 'json':
			return table.json(name);
	}
}
