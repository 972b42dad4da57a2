import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { processes, type AnyProcess } from '@crm-policy/rules/processes';
import { clauseGroups } from '@crm-policy/seeds/clauses/catalogue';
import { departments } from '@crm-policy/seeds/departments/departments';
import rulebook from '../../seeds/rulebook/default.json' with { type: 'json' };
import { clausesPage } from './clauses-page.js';
import { hostGuardPage } from './host-guard-page.js';
import { processOverview } from './process-overview.js';
import { processPage } from './process-page.js';

/** The folder the pages are in. */
export const docsFolder = fileURLToPath(new URL('../../docs', import.meta.url));

/** Begins with the domain's name, so that listing files by it finds the page; a domain's further processes add their collection. */
export function fileOf(process: AnyProcess, all: readonly AnyProcess[] = processes): string {
	const first = all.find(({ name }) => name === process.name);
	return first === process ? `${process.name}.md` : `${process.name}.${process.collection.replace(/^crm_/, '')}.md`;
}

/** Every generated page by its path under `docs/`, formatted as the project's style wants it. */
export async function generatedPages(): Promise<ReadonlyMap<string, string>> {
	const listed = processes.map((process) => ({ process, file: fileOf(process) }));
	const raw = new Map<string, string>([
		['processes/README.md', processOverview(listed)],
		...listed.map(({ process, file }): [string, string] => [`processes/${file}`, processPage(process)]),
		['clauses.md', clausesPage({ processes, groups: clauseGroups, departments, rulebook })],
		['host-guard.md', hostGuardPage('en-US')],
		['host-guard.zh-CN.md', hostGuardPage('zh-CN')],
	]);
	const options = await resolveConfig(`${docsFolder}/clauses.md`);
	return new Map(
		await Promise.all(
			[...raw].map(async ([path, content]): Promise<[string, string]> => [path, await format(content, { ...options, parser: 'markdown' })]),
		),
	);
}
