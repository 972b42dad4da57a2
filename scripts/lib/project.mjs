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

/** The Directus this project is made for and tested with (docs/decisions/host-version.md). */
export const hostVersion = '11.17.4';

/** The Node that Directus, the build and the tests run on. */
export const nodeVersion = '22.23.3';
