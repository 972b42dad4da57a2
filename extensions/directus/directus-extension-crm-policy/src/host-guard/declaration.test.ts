import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { declaration } from './declaration.js';
import { databaseChecks, filterGuards, proxyGuards, quietGuards, routeGuards } from './guard-ids.js';
import { settingRules } from './setting-rules.js';

/** The advisories that are fixed only in later major versions of the host and apply to the one we run on (November 2026). */
const published = [
	...['GHSA-gwvv-rr68-cmv6', 'GHSA-p623-wgx3-wxp8', 'GHSA-6hpw-rhhq-6xq3', 'GHSA-xw72-c69j-h2rj', 'GHSA-g293-vf99-xv36'],
	...['GHSA-7vcx-mhxq-9j96', 'GHSA-fq27-7m2r-q6vm', 'GHSA-j5h6-vqc3-phqh', 'GHSA-97xr-jchp-xm3c', 'GHSA-mww8-4gwh-rjfw'],
	...['GHSA-ff8w-8crv-9rcf', 'GHSA-c6w9-5g5j-jh2p', 'GHSA-7h45-q5jx-7r87', 'GHSA-3742-46gx-c8cc', 'GHSA-xjxq-pj7h-g676'],
	...['GHSA-r9xq-xp38-j4j3', 'GHSA-4jw7-6mqj-vrhq', 'GHSA-8xp8-xrh2-88vr', 'GHSA-788p-cvgf-q973', 'GHSA-chfm-g7r3-vv42'],
	'GHSA-5h38-6755-g83w',
];

describe('The declaration of the host guard', () => {
	it('has every published advisory, once', () => {
		const declared = declaration.flatMap(({ advisories }) => advisories);
		expect(declared.filter((id) => published.includes(id)).sort()).toEqual([...published].sort());
		expect(new Set(declared).size).toBe(declared.length);
	});
	it('gives every entry a name of its own and something that acts', () => {
		expect(new Set(declaration.map(({ name }) => name)).size).toBe(declaration.length);
		for (const { name, acts } of declaration) expect(acts.length, name).toBeGreaterThan(0);
	});
	it.each([
		['setting', settingRules.map(({ name }) => name)],
		['permission', [...databaseChecks]],
		['proxy', [...proxyGuards]],
	] as const)('uses every %s there is, and none that is not', (where, known) => {
		const used = declaration.flatMap(({ acts }) => acts.filter((act) => act.where === where).map(({ what }): string => what));
		expect([...new Set(used)].sort()).toEqual([...known].sort());
	});
	it('uses every part that stands before a route or a write', () => {
		const used = declaration.flatMap(({ acts }) =>
			acts.filter(({ where }) => where === 'route' || where === 'filter').map(({ what }) => what),
		);
		expect([...new Set(used)].sort()).toEqual([...routeGuards, ...filterGuards, ...quietGuards].sort());
	});
	it('names for every entry a test that is there', () => {
		for (const { name, tested } of declaration) {
			const [file = '', title = ''] = tested.split(': ');
			const content = (path: string): string => readFileSync(new URL(`../../../../../${path}`, import.meta.url), 'utf8');
			// What is tried over and over is a table beside the test.
			expect(content(file) + content('tests/host-guard/attempts.ts'), `${name}: ${tested}`).toContain(title);
		}
	});
});
