import { describe, expect, it } from 'vitest';
import { processes } from '@crm-policy/rules/processes';
import type { Fields } from './declare.js';
import { collections, model } from './model.js';

const fieldsOf = (collection: string): Fields =>
	(collections as Readonly<Record<string, { readonly fields: Fields }>>)[collection]?.fields ?? {};

describe('fields that only commands write', () => {
	it('are empty until a command has written them: that is how the ledger knows a record no command has moved', () => {
		const peoples = processes.filter(({ collection }) => !model.engineWritten.includes(collection));
		const wrong = peoples.flatMap(({ collection, governed }) =>
			governed
				.filter((name) => {
					const field = fieldsOf(collection)[name];
					return field?.default !== undefined;
				})
				.map((name) => `${collection}.${name}`),
		);
		expect(wrong).toEqual([]);
	});
});
