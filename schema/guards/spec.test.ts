import { describe, expect, test } from 'vitest';
import { contractModel } from '../test-support/contract-model.js';
import { dialectOf } from './dialect.js';
import { postgresGuards } from './postgres.js';
import { parseRefusal, refusalMessage } from './refusal-message.js';
import { guardsFor, statesFor } from './spec.js';
import { sqliteGuards } from './sqlite.js';
import type { Knex } from 'knex';

const spec = guardsFor(contractModel);

describe('what the database enforces follows from the declaration', () => {
	test('every governed, child, engine-written and append-only table is guarded, and no other', () => {
		expect(spec.map(({ table, writes }) => `${table}:${writes}`)).toEqual([
			'crm_contracts:people',
			'crm_contract_lines:people',
			'crm_contract_reviews:people',
			'crm_contract_doubts:people',
			'crm_visits:people',
			'crm_approvals:ticket',
			'crm_ledger:append',
		]);
	});
	test('the names of triggers and functions are stable', () => {
		expect(sqliteGuards(spec).map(({ name }) => name)).toMatchSnapshot();
		expect(postgresGuards(spec).map(({ name, kind }) => `${kind} ${name}`)).toMatchSnapshot();
	});
	test('no name is longer than a database allows', () => {
		for (const { name } of [...sqliteGuards(spec), ...postgresGuards(spec)]) expect(name.length).toBeLessThanOrEqual(63);
	});
	test('the same declaration gives the same statements', () => {
		const again = guardsFor(contractModel);
		expect(sqliteGuards(again)).toEqual(sqliteGuards(spec));
		expect(postgresGuards(again, 'public')).toEqual(postgresGuards(spec, 'public'));
	});
	test('a guard names the schema its tables are in', () => {
		expect(postgresGuards(spec, 'tenant').every(({ create }) => create.includes('"tenant".'))).toBe(true);
	});
	test.each([
		['a field that does not exist', { governed: ['nothing'] }, 'crm_contracts has no field nothing'],
		[
			'a window over a field that does not exist',
			{ editable: [{ states: ['draft'], fields: ['nothing'] }] },
			'crm_contracts has no field nothing',
		],
		['a state that does not exist', { editable: [{ states: ['nowhere'], fields: '*' as const }] }, 'crm_contracts has no state nowhere'],
		[
			'a child that is not declared',
			{ children: [{ collection: 'crm_nothing', parent: 'contract', editable: [] }] },
			'it is not declared as a collection',
		],
	])('no guard is made around %s', (_what, mistake, message) => {
		const processes = contractModel.processes.map((process) =>
			process.collection === 'crm_contracts' ? { ...process, ...mistake } : process,
		);
		expect(() => guardsFor({ ...contractModel, processes })).toThrow(message);
	});
});

describe('the window of a column', () => {
	const windows = [
		{ states: ['draft'], fields: '*' as const },
		{ states: ['in_review'], fields: ['answer'] },
		{ states: ['approved'], fields: ['answer', 'note'] },
		{ states: [], fields: ['level'] },
	];
	test.each([
		['title', ['draft']],
		['answer', ['in_review', 'approved']],
		['note', ['approved']],
		['level', []],
	])('%s is written in %j', (column, states) => {
		expect(statesFor(column, windows)).toEqual(states);
	});
	test('without a window for the rest, a column follows the first', () => {
		expect(statesFor('title', windows.slice(1))).toEqual(['in_review']);
	});
});

describe('a refusal of the database', () => {
	test.each(['SQLITE_CONSTRAINT: ', 'update "crm_contracts" set "title" = $1 - '])('is read back behind %j', (before) => {
		expect(parseRefusal(`${before}${refusalMessage('not-editable', 'crm_contracts', 'title')}`)).toEqual({
			rule: 'not-editable',
			collection: 'crm_contracts',
			field: 'title',
		});
	});
	test('about a row has no field', () => {
		expect(parseRefusal(refusalMessage('not-deletable', 'crm_contracts'))).toEqual({
			rule: 'not-deletable',
			collection: 'crm_contracts',
			field: null,
		});
	});
	test('is not taken from what a person typed', () => {
		expect(parseRefusal(`insert into x values ('crm-policy:not-editable:crm_contracts:title') - SQLITE_ERROR: no such table`)).toBeNull();
	});
	test('of an unknown rule is none', () => {
		expect(parseRefusal('crm-policy:something:crm_contracts:')).toBeNull();
	});
});

test.each(['mysql2', 'mssql', 'cockroachdb'])('%s is refused by name', (client) => {
	expect(() => dialectOf({ client: { config: { client } } } as unknown as Knex)).toThrow(client);
});
