import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { customRules } from './custom-rules.js';
import { fullyTested, testedHosts } from './tested-hosts.js';

const root = new URL('../../../../../', import.meta.url);
const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const versions = testedHosts.hosts.map(({ version }) => version);

describe('The list of tested hosts', () => {
	it('begins with the one the project installs, on which everything is proven', () => {
		const { dependencies } = z.object({ dependencies: z.object({ directus: z.string() }) }).parse(json('package.json'));
		expect(versions[0]).toBe(dependencies.directus);
		expect(fullyTested).toContain(versions[0]);
	});

	it('is what the manifest of the extension names', () => {
		const manifest = z.object({ 'directus:extension': z.object({ host: z.string() }) });
		const { 'directus:extension': extension } = manifest.parse(json('extensions/directus/directus-extension-crm-policy/package.json'));
		expect(extension.host.split(' || ')).toEqual(versions);
	});

	it('has, for each that is installed beside the project, a lock-file of exactly that version', () => {
		const beside = testedHosts.hosts.filter(({ installation }) => installation !== undefined);
		expect(beside.length).toBeGreaterThan(0);
		for (const { version, installation } of beside) {
			expect(existsSync(fileURLToPath(new URL(`${installation}/package.json`, root)))).toBe(true);
			const lock = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });
			const { packages } = lock.parse(json(`${installation}/package-lock.json`));
			expect(packages['node_modules/directus']?.version).toBe(version);
		}
	});

	it('has no host proven that would ignore our permissions without a licence, except where a licence was there', () => {
		const needing = versions.filter((version) => customRules({ version, entitled: null }, testedHosts.rulesNeedLicenceFrom) !== 'applied');
		expect(needing).toEqual(['12.4.0']);
		expect(fullyTested).not.toContain('12.4.0');
	});
});
