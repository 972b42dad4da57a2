import { describe, expect, it } from 'vitest';
import { model } from '@crm-policy/schema/model';
import { declaredObjects } from '@crm-policy/schema/plan/declared';
import { collections, type CollectionName } from '@crm-policy/schema/model';
import { tables } from './desk/tables.js';
import { systemObjects } from './system.js';

describe('system objects', () => {
	it('are declared once each, beside everything the model declares', () => {
		expect(declaredObjects(model, systemObjects).length).toBeGreaterThan(systemObjects.length);
	});

	it('are found by something else than one another', () => {
		const places = systemObjects.flatMap(({ service, match, values }) =>
			// The settings are one row, of which several objects declare each its own columns.
			service === 'settings' ? Object.keys(values).map((column) => `settings ${column}`) : [JSON.stringify([service, match])],
		);
		expect(new Set(places).size).toBe(places.length);
	});

	it.each(Object.entries(tables))('list %s by columns it has', (collection, { fields, sort }) => {
		const declared = Object.keys(collections[collection as CollectionName].fields);
		expect([...fields, ...sort.map((field) => field.replace(/^-/, ''))].filter((field) => !declared.includes(field))).toEqual([]);
	});

	it('name refusals in every language', () => {
		const titles = systemObjects.filter(({ service, match }) => service === 'translations' && String(match['key']).startsWith('errors.'));
		expect(titles.map(({ match }) => `${String(match['key'])} ${String(match['language'])}`).sort()).toEqual(
			['POLICY_VIOLATION', 'SCOPING_UNAVAILABLE', 'STALE_REVISION', 'UNSAFE_CONFIGURATION'].flatMap((code) => [
				`errors.${code} en-US`,
				`errors.${code} zh-CN`,
			]),
		);
	});
});
