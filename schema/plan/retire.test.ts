import { describe, expect, test } from 'vitest';
import type { SystemService } from '../model-type.js';
import { systemRow } from './declared.js';
import type { Properties, SystemRowObject } from './objects.js';
import { noLongerDeclared, planRetirement, type Dependant, type Place } from './retire.js';

const row = (key: string, service: SystemService, values: Properties = { name: 'A' }): SystemRowObject =>
	systemRow({ key, service, match: { id: key }, values });
const role = row('role', 'roles');
const policy = row('policy', 'policies');
const permission = row('permission', 'permissions', { fields: ['id', 'title'], permissions: {} });
const provisioned = (...rows: readonly SystemRowObject[]) =>
	[
		new Map(rows.map(({ key, properties }) => [key, properties])),
		new Map(rows.map(({ key, service, match }): [string, Place] => [key, { service, match }])),
	] as const;
const live = (...rows: readonly SystemRowObject[]) => new Map(rows.map(({ key, match, properties }) => [key, { ...match, ...properties }]));
const nothing = new Map<string, readonly Dependant[]>();

describe('rows that nothing declares any more', () => {
	test('are those we wrote and declare no more, what hangs on another first', () => {
		expect(noLongerDeclared([row('other', 'roles')], ...provisioned(role, permission, policy)).map(({ key }) => key)).toEqual([
			'system:permission',
			'system:policy',
			'system:role',
		]);
	});
	test('are not those that are still declared, nor the settings', () => {
		expect(noLongerDeclared([role], ...provisioned(role, row('settings', 'settings')))).toEqual([]);
	});
});

describe('a row that is declared no more', () => {
	test('goes when it is as we wrote it', () => {
		expect(planRetirement([permission], live(permission), nothing)).toEqual([{ kind: 'retire', key: permission.key, object: permission }]);
	});
	test('goes when only the database writes it otherwise', () => {
		const stored = new Map([[permission.key, { ...permission.properties, permissions: null }]]);
		expect(planRetirement([permission], stored, nothing)).toMatchObject([{ kind: 'retire' }]);
	});
	test('stays and is reported when the customer changed it', () => {
		const widened = new Map([[permission.key, { ...permission.properties, fields: ['*'] }]]);
		expect(planRetirement([permission], widened, nothing)).toMatchObject([{ kind: 'retained', properties: ['fields'], usedBy: [] }]);
	});
	test('is forgotten when the customer deleted it', () => {
		expect(planRetirement([permission], new Map(), nothing)).toMatchObject([{ kind: 'gone' }]);
	});
	test('stays while something of the customer’s hangs on it', () => {
		const users = new Map([
			[
				role.key,
				[
					{ table: 'directus_users', id: '1' },
					{ table: 'directus_users', id: '2' },
				],
			],
		]);
		expect(planRetirement([role], live(role), users)).toMatchObject([{ kind: 'retained', properties: [], usedBy: ['directus_users'] }]);
	});
	test('goes together with what of ours hangs on it', () => {
		const hanging = new Map([[policy.key, [{ table: 'directus_permissions', id: 'permission' }]]]);
		expect(planRetirement([permission, policy], live(permission, policy), hanging).map(({ kind }) => kind)).toEqual(['retire', 'retire']);
	});
	test('stays with what of ours stays', () => {
		const hanging = new Map([[policy.key, [{ table: 'directus_permissions', id: 'permission' }]]]);
		const changed = new Map([...live(policy), [permission.key, { id: 'permission', fields: ['*'] }]]);
		expect(planRetirement([permission, policy], changed, hanging).map(({ kind }) => kind)).toEqual(['retained', 'retained']);
	});
});
