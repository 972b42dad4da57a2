import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.mjs';

/** Stands in for npm, which would take minutes: notes how it was called, and does what the test tells it to. */
const npm = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
const behaviour = process.env.NPM_BEHAVIOUR;
mkdirSync('node_modules/some-package', { recursive: true });
if (behaviour === 'killed') process.kill(process.ppid, 'SIGKILL');
if (behaviour === 'cannot compile') { console.error('gyp ERR! find Python\\nnot found: make'); process.exit(1); }
if (behaviour === 'offline') { console.error('npm error code ENOTFOUND'); process.exit(1); }
writeFileSync('node_modules/some-package/package.json', '{}');
`;

const install = `
import { ensureDependencies } from './scripts/lib/dependencies.mjs';
import { runScript } from './scripts/lib/problem.mjs';
await runScript(async () => { await ensureDependencies({ node: process.execPath, env: process.env }); return 0; });
`;

describe('the dependencies', () => {
	let folder: string;

	function run(
		behaviour: string,
		path = process.env['PATH'] ?? '',
		more: Record<string, string> = {},
	): { code: number | null; output: string } {
		const env = { PATH: path, npm_execpath: join(folder, 'npm-cli.js'), NPM_BEHAVIOUR: behaviour, ...more };
		const result = spawnSync(process.execPath, ['install.mjs'], { cwd: folder, env, encoding: 'utf8' });
		return { code: result.status, output: result.stdout + result.stderr };
	}

	const calls = (): number =>
		existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n').length : 0;

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'crm-policy-install-'));
		// The scripts, and the list of tested hosts, which they read.
		for (const part of ['scripts', 'extensions/directus/directus-extension-crm-policy/src/host/tested-hosts.json'])
			cpSync(join(root, part), join(folder, part), { recursive: true });
		writeFileSync(join(folder, 'package-lock.json'), '{ "lockfileVersion": 3 }');
		writeFileSync(join(folder, 'npm-cli.js'), npm);
		writeFileSync(join(folder, 'install.mjs'), install);
	});

	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	it('are installed once', () => {
		expect(run('succeeds').code).toBe(0);
		expect(run('succeeds').code).toBe(0);
		expect(calls()).toBe(1);
		expect(readFileSync(join(folder, 'calls'), 'utf8')).toMatch(/^ci /);
	});

	it('are installed again after an installation that was killed', () => {
		expect(run('killed').code).not.toBe(0);
		expect(run('succeeds').output).toContain('incomplete or belong to another version');
		expect(calls()).toBe(2);
	});

	it('are installed again when node_modules came from something else', () => {
		mkdirSync(join(folder, 'node_modules'));
		expect(run('succeeds').code).toBe(0);
		expect(calls()).toBe(1);
	});

	it('are installed again when the lock file has changed', () => {
		run('succeeds');
		writeFileSync(join(folder, 'package-lock.json'), '{ "lockfileVersion": 3, "changed": true }');
		expect(run('succeeds').code).toBe(0);
		expect(calls()).toBe(2);
	});

	it('are left alone where installing is forbidden', () => {
		mkdirSync(join(folder, 'node_modules', 'in-use'), { recursive: true });
		const { code, output } = run('succeeds', undefined, { CRM_INSTALL: 'false' });
		expect(code).toBe(1);
		expect(output).toContain('CRM_INSTALL=false forbids installing them here');
		expect(calls()).toBe(0);
		expect(existsSync(join(folder, 'node_modules', 'in-use'))).toBe(true);
	});

	it('name the compilers a machine lacks when sqlite3 could not be compiled', () => {
		const { code, output } = run('cannot compile', join(folder, 'an-empty-path'));
		expect(code).toBe(1);
		expect(output).toContain('this machine has no python3, make, g++');
	});

	it('say that the network is missing when it is', () => {
		const { code, output } = run('offline');
		expect(code).toBe(1);
		expect(output).toContain('the package registry cannot be reached');
	});
});
