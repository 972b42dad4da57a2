import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { processes, processOf } from '@crm-policy/rules/processes';
import { placesOf } from './clauses-page.js';
import { docsFolder, fileOf, generatedPages } from './pages.js';
import { diagram } from './process-diagram.js';

const outdated = 'run “npm run docs” and commit what it writes';

describe('Generated documentation', () => {
	let pages: ReadonlyMap<string, string>;
	beforeAll(async () => {
		pages = await generatedPages();
	});

	it('is committed as the declarations say it', () => {
		for (const [path, content] of pages) expect(readFileSync(join(docsFolder, path), 'utf8'), `docs/${path}: ${outdated}`).toBe(content);
	});

	it('has no page of a process that is gone', () => {
		const present = readdirSync(join(docsFolder, 'processes')).map((file) => `processes/${file}`);
		expect(present.sort(), outdated).toEqual([...pages.keys()].filter((path) => path.startsWith('processes/')).sort());
	});

	it.each(processes.map((process) => [process.collection, process] as const))(
		'%s: names every command, rule, clause and sentence',
		(_, process) => {
			const content = pages.get(`processes/${fileOf(process)}`) ?? '';
			const commands = Object.values(process.commands);
			const rules = [...commands.flatMap(({ guards }) => guards), ...Object.values(process.outcomes ?? {}).flatMap(({ guards }) => guards)];
			for (const name of Object.keys(process.commands)) expect(content).toContain(`### \`${name}\``);
			for (const { rule, clause, text } of rules) {
				expect(content).toContain(`\`${rule}\``);
				expect(content).toContain(`[${clause}](../clauses.md#${clause.toLowerCase()})`);
				expect(content).toContain(text['zh-CN']);
			}
		},
	);

	it('links clauses that are in the table of clauses', () => {
		const anchors = new Set([...(pages.get('clauses.md') ?? '').matchAll(/<a id="([a-z]{3}-\d{2})">/g)].map(([, id]) => id));
		for (const [path, content] of pages) {
			for (const [, id] of content.matchAll(/clauses\.md#([a-z0-9-]+)\)/g)) expect(anchors, `${path} links ${String(id)}`).toContain(id);
		}
	});

	it('gives every process a file of its own', () => {
		expect(new Set(processes.map((process) => fileOf(process))).size).toBe(processes.length);
	});
});

describe('The state diagram', () => {
	it('shows commands by name, outcomes in brackets and where a record begins and ends', () => {
		const contracts = processOf('crm_contracts');
		if (contracts === undefined) throw new Error('There is no process for contracts.');
		const drawn = diagram(contracts).split('\n');
		expect(drawn).toContain('  [*] --> draft');
		expect(drawn).toContain('  draft --> in_review: submit');
		expect(drawn).toContain('  in_review --> draft: withdraw, (returned), (withdrawn)');
		expect(drawn).toContain('  closed --> [*]');
		expect(drawn.join('\n')).not.toContain('confirm_by_customer');
	});
});

describe('The table of clauses', () => {
	it('traces a clause to the rule of a command, to an outcome, to the rulebook and to a department', () => {
		const places = placesOf({
			processes,
			rulebook: { approvals: { routes: { quick: { clauses: ['REV-15'] } } } },
			departments: [{ key: 'sales', clauses: ['ORG-02'] }],
		});
		expect(places.get('REV-03')).toContain('rule `review-not-passed`, `crm_contracts` `sign`');
		expect(places.get('REV-08')).toContain('rule `doubt-open`, `crm_contracts` when approved');
		expect(places.get('REV-15')).toContain('rulebook `/approvals/routes/quick`');
		expect(places.get('ORG-02')).toEqual(['access of the department `sales`']);
	});
});
