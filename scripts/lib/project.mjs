import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What belongs to this machine and not to the project: database, secret, uploads, test templates. */
export const dataFolder = join(root, '.data');

/** Where the pinned Node is installed. */
export const runtimeFolder = join(root, '.runtime');

/** The only folder that is mounted into Directus. */
export const bundleFolder = join(root, 'extensions', 'directus', 'directus-extension-crm-policy');

/** Folder name of the bundle inside any extensions path. */
export const bundleName = 'directus-extension-crm-policy';

/**
 * The versions of Directus that are tested: the one list, which the extension reads too (`src/host/tested-hosts.ts` says what its parts mean).
 * @type {{ hosts: readonly { version: string, installation?: string }[] }}
 */
const { hosts } = JSON.parse(readFileSync(join(bundleFolder, 'src', 'host', 'tested-hosts.json'), 'utf8'));

export const testedHosts = hosts;

/** The Directus this project is made for and that it installs (docs/decisions/host-version.md). */
export const hostVersion = hosts[0]?.version ?? '';

/** The Directus that is installed beside it for tests: the way to version 12. */
export const licensedHost = hosts.find(({ installation }) => installation !== undefined)?.version ?? '';

/** The Node that Directus, the build and the tests run on. */
export const nodeVersion = '22.23.3';
