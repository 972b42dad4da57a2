import type { TestProject } from 'vitest/node';
import { serveLender } from './lender.js';

/** Before the first test of a project: somebody lends Directus to its files (`useDirectus`). After the last, all of them are stopped. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const { address, close } = await serveLender();
	project.provide('directusLender', address);
	return close;
}
