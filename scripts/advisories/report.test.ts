import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostVersion, root } from '../lib/project.mjs';
import { hostListModel, libraryListModel } from './list.js';
import { readFacts } from './read.js';
import { report } from './report.js';

const facts = readFacts(new Date('2026-11-22T12:00:00Z'));

describe('The lists of known weaknesses', () => {
	it('leave nothing open in what this project runs on, and in the other tested hosts', () => {
		expect(facts.hosts[0]).toBe(hostVersion);
		expect(report(facts).lines.filter((line) => line.includes('OPEN'))).toEqual([]);
		expect(report(facts).open).toBe(0);
	});

	it('name every published advisory about 11.17.4 that is fixed in 12 only, each once', () => {
		const ids = facts.hostList.advisories.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		const published = facts.hostList.advisories.filter(
			({ id, severity, fixed }) => id.startsWith('GHSA') && severity !== undefined && fixed?.startsWith('12'),
		);
		expect(published).toHaveLength(21);
	});

	it('know every number the host guard says it closes', () => {
		const known = new Set<string>(facts.hostList.advisories.flatMap(({ id, aliases }) => [id, ...aliases]));
		const closed = facts.closures.flatMap(({ advisories }) => advisories);
		expect(closed.filter((number) => !known.has(number))).toEqual([]);
	});

	it('are refused when a number, a day or a version is none', () => {
		const [advisory] = facts.hostList.advisories;
		for (const wrong of [{ id: 'GHSA-1' }, { fixed: 'twelve' }, { affected: 'some' }, { severity: 'bad' }, { note: 'x' }])
			expect(hostListModel.safeParse({ ...facts.hostList, advisories: [{ ...advisory, ...wrong }] }).success).toBe(false);
		expect(hostListModel.safeParse({ ...facts.hostList, reviewed: '22 November' }).success).toBe(false);
		expect(libraryListModel.safeParse({ ...facts.libraryList, libraries: [{ package: 'ws' }] }).success).toBe(false);
	});
});

describe('The report', () => {
	it('counts as open what a guard entry no longer closes', () => {
		const [host = ''] = facts.hosts;
		const closures = facts.closures.filter(({ name }) => name !== 'built-in-names');
		const { lines, open } = report({ ...facts, hosts: [host], closures });
		expect(open).toBe(1);
		expect(lines.join('\n')).toContain('OPEN    GHSA-gwvv-rr68-cmv6');
		expect(lines.at(-1)).toMatch(/^1 open/);
	});

	it('counts as open a library the lock-file has fallen behind with, or has lost', () => {
		const old = { ...facts.lock, packages: { ...facts.lock.packages, 'node_modules/nodemailer': { version: '8.0.5' } } };
		expect(report({ ...facts, lock: old }).lines.join('\n')).toContain(
			'nodemailer: needs 9.0.3, the lock-file has node_modules/nodemailer 8.0.5.',
		);
		const { 'node_modules/nodemailer': present, ...rest } = facts.lock.packages;
		expect(present).toBeDefined();
		expect(report({ ...facts, lock: { ...facts.lock, packages: rest } }).open).toBe(1);
	});

	it('says when the lists are due, and that alone is no hole', () => {
		expect(report({ ...facts, now: new Date('2026-12-23T00:00:00Z') }).lines.join('\n')).not.toContain('due');
		const late = report({ ...facts, now: new Date('2026-12-24T00:00:00Z') });
		expect(late.lines.join('\n')).toContain('docs/advisories/directus.json was last compared with what is published 32 days ago');
		expect(late.open).toBe(0);
	});
});

describe('The overrides in package.json', () => {
	const { overrides } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { overrides: Readonly<Record<string, string>> };

	it('raise no library that is not in the list for a reason', () => {
		const forOtherReasons = ['isolated-vm', 'sqlite3'];
		const raised = Object.keys(overrides).map((key) => key.replace(/(?<=.)@.*$/, ''));
		const listed = facts.libraryList.libraries.map(({ package: name }) => name);
		expect(raised.filter((name) => !forOtherReasons.includes(name)).sort()).toEqual([...listed].sort());
	});
});
