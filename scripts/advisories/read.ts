import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { declaration } from '../../extensions/directus/directus-extension-crm-policy/src/host-guard/declaration.js';
import { testedHosts } from '../../extensions/directus/directus-extension-crm-policy/src/host/tested-hosts.js';
import { root } from '../lib/project.mjs';
import { hostListModel, libraryListModel, lockModel } from './list.js';
import type { Facts } from './report.js';

const json = (...path: readonly string[]): unknown => JSON.parse(readFileSync(join(root, ...path), 'utf8'));

/** The lists, the lock-file, the tested hosts and what the host guard declares, as they are in the repository. */
export const readFacts = (now: Date): Facts => ({
	hosts: testedHosts.hosts.map(({ version }) => version),
	hostList: hostListModel.parse(json('docs', 'advisories', 'directus.json')),
	libraryList: libraryListModel.parse(json('docs', 'advisories', 'libraries.json')),
	closures: declaration,
	lock: lockModel.parse(json('package-lock.json')),
	now,
});
