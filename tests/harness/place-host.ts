import { hostInstallation, placeProgram } from '../../scripts/lib/host-installations.mjs';
import { licensedHost } from '../../scripts/lib/project.mjs';

/** Before the first test on another Directus: the program that runs it is the present one. */
export async function setup(): Promise<void> {
	await placeProgram(hostInstallation(licensedHost));
}
