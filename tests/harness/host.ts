import { hostInstallation, type HostInstallation } from '../../scripts/lib/host-installations.mjs';
import { hostVersion } from '../../scripts/lib/project.mjs';

/** The Directus this run of the suite is about: the project's own, or the one the group of tests names. */
export function hostUnderTest(): HostInstallation {
	const named = process.env['CRM_TEST_HOST'];
	return hostInstallation(named === undefined || named === '' ? hostVersion : named);
}
