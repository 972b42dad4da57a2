import { z } from 'zod';
import document from './tested-hosts.json' with { type: 'json' };

/**
 * The versions of Directus this project is tested on, and in what they differ for us. The one list: the launcher, the tests and the health answer
 * all read it, and `directus:extension.host` of the manifest names the same versions (a test compares them). The first is the default.
 */
const testedHostsModel = z.strictObject({
	/** The major version from which on the host applies custom permission rules only to those whose licence has the right to them. */
	rulesNeedLicenceFrom: z.int().positive(),
	hosts: z
		.array(
			z.strictObject({
				version: z.string().regex(/^\d+\.\d+\.\d+$/),
				/**
				 * `everything`: the whole suite has passed. `fails-closed`: only that it upgrades, loads the extension and, without the right to custom
				 * rules, shows nobody but administrators anything; commands stay refused on it.
				 */
				proven: z.enum(['everything', 'fails-closed']),
				/** The folder that holds the lock-file of its installation, where it is not that of the project. */
				installation: z.string().optional(),
			}),
		)
		.nonempty(),
});

export type TestedHosts = z.infer<typeof testedHostsModel>;

export const testedHosts: TestedHosts = testedHostsModel.parse(document);

/** The versions on which the whole suite has passed; on another the ground of every rule is unknown. */
export const fullyTested: readonly string[] = testedHosts.hosts.flatMap(({ version, proven }) =>
	proven === 'everything' ? [version] : [],
);
