import { describe, expect, test } from 'vitest';
import { apply, type SchemaAdapter } from './apply.js';
import { declaredObjects, plan } from './plan.js';
import { contractModel } from './test-support/contract-model.js';
import { systemRow } from './plan/declared.js';
import { text } from '@crm-policy/rules/words/text';

/** Writes down what it is asked to do. */
function recorder(): { readonly adapter: SchemaAdapter; readonly done: string[] } {
	const done: string[] = [];
	const note = async (what: string): Promise<void> => {
		done.push(what);
	};
	return {
		done,
		adapter: {
			createFolders: (folders) => note(`folders ${folders.map(({ collection }) => collection).join()}`),
			createCollections: (collections) =>
				note(`collections ${collections.map(({ object, fields }) => `${object.collection}(${fields.length})`).join()}`),
			updateCollection: (object) => note(`update ${object.key}`),
			createField: (object) => note(object.key),
			updateField: (object, properties) => note(`update ${object.key} ${properties.join()}`),
			createRelations: (objects) => note(`relations ${objects.length}`),
			updateRelation: (object) => note(`update ${object.key}`),
			createIndex: (object) => note(object.key),
			createSystemRows: (service, objects) => (objects.length === 0 ? Promise.resolve() : note(`${service} ${objects.length}`)),
			updateSystemRow: (object) => note(`update ${object.key}`),
			deleteSystemRows: (service, objects) =>
				objects.length === 0 ? Promise.resolve() : note(`delete ${service} ${objects.map(({ key }) => key).join()}`),
			installGuards: async () => {
				await note('guards');
				return ['g'];
			},
			remember: (written, gone) => note(`remember ${written.size}${gone.map((key) => ` without ${key}`).join('')}`),
		},
	};
}

const word = text('x', 'x');
const folders = [
	{ name: 'crm_inner', label: word, icon: 'x', sort: 1, folder: 'crm_outer' },
	{ name: 'crm_outer', label: word, icon: 'x', sort: 1 },
];
const role = { key: 'role', service: 'roles', match: { id: '1' }, values: { name: 'A' } } as const;
const access = { key: 'access', service: 'access', match: { id: '2' }, values: { role: '1' } } as const;

describe('applying a plan', () => {
	test('goes from folders over collections, relations and indexes to system rows, with the guards last', async () => {
		const { adapter, done } = recorder();
		const objects = declaredObjects({ ...contractModel, folders }, [access, role]);
		await apply(plan(objects, new Map(), new Map()), [], new Map(), adapter);
		const steps = done.map((step) => step.split(/[ :]/)[0]);
		expect([...new Set(steps)]).toEqual([
			'folders',
			'collections',
			'relations',
			'index',
			'roles',
			'access',
			'translations',
			'guards',
			'remember',
		]);
		expect(done[0]).toBe('folders crm_outer,crm_inner');
		expect(done.at(-1)).toBe(`remember ${objects.length}`);
	});
	test('adds a field to a collection that is there, and makes the others with theirs', async () => {
		const { adapter, done } = recorder();
		const objects = declaredObjects(contractModel, []);
		const present = objects.filter(
			({ key }) =>
				key !== 'field:crm_contracts.title' &&
				!key.startsWith('words') &&
				key !== 'collection:crm_visits' &&
				!key.startsWith('field:crm_visits.'),
		);
		const live = new Map(present.map(({ key, properties }) => [key, properties]));
		await apply(plan(objects, live, new Map()), [], new Map(), adapter);
		expect(done).toContain('field:crm_contracts.title');
		expect(done).toContain('collections crm_visits(6)');
	});
	test('touches nothing of a conflict', async () => {
		const { adapter, done } = recorder();
		const objects = declaredObjects(contractModel, []);
		const live = new Map(
			objects.map(({ key, properties }) => [key, key === 'collection:crm_contracts' ? { ...properties, icon: 'mine' } : properties]),
		);
		await apply(plan(objects, live, new Map()), [], new Map(), adapter);
		expect(done).toEqual(['folders ', 'collections ', 'relations 0', 'guards', `remember ${objects.length - 1}`]);
	});
	test('deletes rows that are declared no more, a permission before its policy, before it makes new ones', async () => {
		const { adapter, done } = recorder();
		const [policy, permission, kept] = (['policies', 'permissions', 'presets'] as const).map((service) =>
			systemRow({ key: `old-${service}`, service, match: { id: service }, values: {} }),
		);
		if (policy === undefined || permission === undefined || kept === undefined) throw new Error('Three rows were made.');
		const retirements = [
			{ kind: 'retained', key: kept.key, object: kept, properties: ['filter'], usedBy: [] },
			{ kind: 'retire', key: permission.key, object: permission },
			{ kind: 'retire', key: policy.key, object: policy },
		] as const;
		const objects = declaredObjects({ folders: [], collections: [] }, [role]);
		await apply(plan(objects, new Map(), new Map()), retirements, new Map(), adapter);
		expect(done.slice(-5)).toEqual([
			'delete permissions system:old-permissions',
			'delete policies system:old-policies',
			'roles 1',
			'guards',
			'remember 1 without system:old-permissions without system:old-policies',
		]);
	});
	test('refuses a folder that stands in itself', async () => {
		const { adapter } = recorder();
		const round = [
			{ name: 'crm_a', label: word, icon: 'x', sort: 1, folder: 'crm_b' },
			{ name: 'crm_b', label: word, icon: 'x', sort: 1, folder: 'crm_a' },
		];
		const objects = declaredObjects({ folders: round, collections: [] }, []);
		await expect(apply(plan(objects, new Map(), new Map()), [], new Map(), adapter)).rejects.toThrow('stands in itself');
	});
});
