import { text } from '@crm-policy/rules/words/text';
import { describe, expect, test } from 'vitest';
import { attachments, choice, defineCollection, line, list, reference } from '../declare.js';
import { plan, writtenAfter, type Manifest, type Properties, type Snapshot } from '../plan.js';
import { contractModel } from '../test-support/contract-model.js';
import { contentHash } from './canonical.js';
import { declaredObjects, systemRow } from './declared.js';
import { fieldObject } from './fields.js';
import { indexName } from './indexes.js';
import { relationObjects } from './relations.js';
import type { DeclaredObject } from './objects.js';

const field = (properties: Properties): DeclaredObject => ({
	type: 'field',
	key: 'field:crm_x.y',
	collection: 'crm_x',
	field: 'y',
	properties,
});
const permission = systemRow({ key: 'p', service: 'permissions', match: { policy: 'a' }, values: { fields: ['a'], permissions: null } });
const settings = systemRow({ key: 's', service: 'settings', match: {}, values: { default_language: 'zh-CN' } });
const kinds = (object: DeclaredObject, live: Properties | null, written: Properties | null) => {
	const snapshot: Snapshot = new Map(live === null ? [] : [[object.key, live]]);
	const manifest: Manifest = new Map(written === null ? [] : [[object.key, written]]);
	return plan([object], snapshot, manifest).map((change) =>
		'properties' in change ? `${change.kind} ${change.properties.join()}` : change.kind,
	);
};

describe('a plan', () => {
	test('makes what is missing', () => {
		expect(kinds(field({ width: 'half' }), null, null)).toEqual(['create']);
	});
	test('leaves what is as declared, whoever made it', () => {
		expect(kinds(field({ width: 'half' }), { width: 'half', customers: 'own' }, null)).toEqual(['unchanged']);
	});
	test('updates what is as we wrote it when the declaration has moved on', () => {
		expect(kinds(field({ width: 'full' }), { width: 'half' }, { width: 'half' })).toEqual(['update width']);
	});
	test('reports what differs from both and leaves it', () => {
		expect(kinds(field({ width: 'full' }), { width: 'fill' }, { width: 'half' })).toEqual(['conflict width']);
	});
	test('reports what was there before us and is otherwise', () => {
		expect(kinds(field({ width: 'full' }), { width: 'fill' }, null)).toEqual(['conflict width']);
	});
	test('takes a reference back that was given to the host when the extension was taken out, unless the customer chose it', () => {
		const [ours, hosts] = [{ interface: 'crm-reference' }, { interface: 'select-dropdown-m2o' }];
		expect(kinds(field(ours), hosts, null)).toEqual(['update interface']);
		expect(kinds(field(ours), hosts, ours)).toEqual(['conflict interface']);
	});
	test('updates one property of a field while another is the customer’s', () => {
		expect(kinds(field({ width: 'full', hidden: true }), { width: 'half', hidden: false }, { width: 'half', hidden: true })).toEqual([
			'update width',
			'conflict hidden',
		]);
	});
	test('never mends half a permission', () => {
		expect(kinds(permission, { fields: ['a', 'b'], permissions: { x: 1 } }, { fields: ['a', 'b'], permissions: null })).toEqual([
			'conflict permissions',
		]);
	});
	test('never changes the type of a column', () => {
		expect(kinds(field({ type: 'integer' }), { type: 'string' }, { type: 'string' })).toEqual(['conflict type']);
	});
	test('makes a deleted field again and leaves a deleted bookmark deleted', () => {
		expect(kinds(field({ width: 'full' }), null, { width: 'full' })).toEqual(['create']);
		expect(kinds(permission, null, { fields: ['a'] })).toEqual(['conflict ']);
	});
	test('sets a setting nobody has touched and no other', () => {
		expect(kinds(settings, { default_language: null }, null)).toEqual(['update default_language']);
		expect(kinds(settings, { default_language: 'de-DE' }, null)).toEqual(['conflict default_language']);
	});
	test.each<readonly [string, Properties, Properties]>([
		['booleans as digits', { hidden: true, readonly: false }, { hidden: 1, readonly: 0 }],
		['nothing as nothing', { options: {}, special: null, note: null }, { options: null, special: [], note: '' }],
		['keys in another order', { options: { a: 1, b: [{ c: 1, d: 2 }] } }, { options: { b: [{ d: 2, c: 1 }], a: 1 } }],
		['a UUID as text', { type: 'uuid' }, { type: 'string' }],
		['a decimal as a number', { type: 'decimal', precision: 18 }, { type: 'float', precision: null }],
		['flags the host adds', { special: ['date-created'] }, { special: ['date-created', 'cast-timestamp'] }],
		['numbers as text', { default: 0 }, { default: '0' }],
	])('takes %s for no difference', (_what, declared, live) => {
		expect(kinds(field(declared), live, null)).toEqual(['unchanged']);
	});
});

describe('the manifest after a plan', () => {
	const after = (object: DeclaredObject, live: Properties, written: Properties) => {
		const manifest = new Map([[object.key, written]]);
		return writtenAfter(plan([object], new Map([[object.key, live]]), manifest), manifest).get(object.key);
	};
	test('holds what was declared', () => {
		expect(after(field({ width: 'full' }), { width: 'half' }, { width: 'half' })).toEqual({ width: 'full' });
	});
	test('keeps our earlier value of what is the customer’s, so that it is found again next time', () => {
		expect(after(field({ width: 'full', hidden: true }), { width: 'half', hidden: false }, { width: 'half', hidden: null })).toEqual({
			width: 'full',
			hidden: null,
		});
	});
	test('does not claim what was never ours', () => {
		const object = field({ width: 'full' });
		expect(writtenAfter(plan([object], new Map([[object.key, { width: 'fill' }]]), new Map()), new Map()).has(object.key)).toBe(false);
	});
	test('a plan over its own result changes nothing', () => {
		const objects = declaredObjects(contractModel, []);
		const first = plan(objects, new Map(), new Map());
		expect(first.every(({ kind }) => kind === 'create')).toBe(true);
		const written = writtenAfter(first, new Map());
		expect(plan(objects, written, written).every(({ kind }) => kind === 'unchanged')).toBe(true);
	});
});

describe('declared objects', () => {
	test('have keys of their own', () => {
		const keys = declaredObjects(contractModel, []).map(({ key }) => key);
		expect(new Set(keys).size).toBe(keys.length);
	});
	test('that claim one key twice are refused', () => {
		const twice = { key: 'a', service: 'roles', match: { id: '1' }, values: {} } as const;
		expect(() => declaredObjects({ folders: [], collections: [] }, [twice, twice])).toThrow('"system:a" is declared twice');
	});
	test('of the host’s own collections are fields only', () => {
		const users = defineCollection({
			collection: 'directus_users',
			label: text('a', 'b'),
			singular: text('a', 'b'),
			note: text('a', 'b'),
			icon: 'x',
			sort: 1,
			fields: { crm_x: line(text('X', '某')) },
		});
		expect(declaredObjects({ folders: [], collections: [users] }, []).map(({ key }) => key)).toEqual(['field:directus_users.crm_x']);
	});
});

describe('words', () => {
	const { object, rows } = fieldObject(
		'crm_x_y',
		'level_of',
		choice([{ value: 'in_review', label: text('In review', '评审中') }], text('Level', '级别'), {
			note: text('Why', '原因'),
			required: true,
			options: { placeholder: text('Pick', '选择') },
		}),
		3,
	);
	test('are references Directus can resolve: letters, digits, dots and hyphens', () => {
		const references = JSON.stringify(object.properties).match(/\$t:[^"]*/g) ?? [];
		expect(references).toHaveLength(4);
		for (const found of references) expect(found).toMatch(/^\$t:[a-zA-Z0-9.-]+$/);
	});
	test('exist in both languages', () => {
		expect(rows.map(({ match, values }) => [match['key'], match['language'], values['value']])).toEqual(
			expect.arrayContaining([
				['crm.choice.crm-x-y.level-of.in-review', 'en-US', 'In review'],
				['crm.choice.crm-x-y.level-of.in-review', 'zh-CN', '评审中'],
				['crm.note.crm-x-y.level-of', 'zh-CN', '原因'],
				['crm.option.crm-x-y.level-of.placeholder', 'zh-CN', '选择'],
			]),
		);
		expect(object.properties['translations']).toEqual([
			{ language: 'en-US', translation: 'Level' },
			{ language: 'zh-CN', translation: '级别' },
		]);
	});
});

describe('relations', () => {
	const label = text('x', 'x');
	const base = { label, singular: label, note: label, icon: 'x', sort: 1 };
	const parent = defineCollection({
		...base,
		collection: 'crm_parents',
		fields: {
			id: line(label),
			rows: list('crm_rows', 'parent', label, { sort: 'sort' }),
			files: attachments('crm_files', 'parent', label),
		},
	});
	const rows = defineCollection({
		...base,
		collection: 'crm_rows',
		fields: { parent: reference('crm_parents', label, { required: true, onDelete: 'CASCADE' }) },
	});
	const files = defineCollection({
		...base,
		collection: 'crm_files',
		fields: { parent: reference('crm_parents', label), file: reference('directus_files', label) },
	});
	const found = new Map(relationObjects([parent, rows, files]).map(({ key, properties }) => [key, properties]));

	test('of a list know its field, its order and that a row goes when it is taken off', () => {
		expect(found.get('relation:crm_rows.parent')).toEqual({
			related: 'crm_parents',
			on_delete: 'CASCADE',
			one_field: 'rows',
			sort_field: 'sort',
			one_deselect_action: 'delete',
			junction_field: null,
		});
	});
	test('of attachments lead through the junction both ways', () => {
		expect(found.get('relation:crm_files.parent')).toMatchObject({
			one_field: 'files',
			junction_field: 'file',
			one_deselect_action: 'nullify',
		});
		expect(found.get('relation:crm_files.file')).toMatchObject({ related: 'directus_files', one_field: null, junction_field: 'parent' });
	});
});

describe('the name of an index', () => {
	test('says what it is over', () => {
		expect(indexName('crm_contracts', ['customer', 'status'], false)).toBe('crm_ix_contracts_customer_status');
		expect(indexName('crm_contracts', ['number'], true)).toBe('crm_ux_contracts_number');
	});
	test('is cut to what a database allows and stays its own', () => {
		const [a, b] = ['one', 'two'].map((last) =>
			indexName('crm_contract_amendment_lines', ['a_rather_long_column', 'another_long_column', last], false),
		);
		expect(a?.length).toBeLessThanOrEqual(60);
		expect(a).not.toBe(b);
	});
});

test('equal content has an equal hash, whatever the order of its keys', () => {
	expect(contentHash({ a: 1, b: [{ c: 2, d: 3 }] })).toBe(contentHash({ b: [{ d: 3, c: 2 }], a: 1 }));
	expect(contentHash({ a: 1 })).not.toBe(contentHash({ a: 2 }));
});
