import { validRange, valid } from 'semver';
import { z } from 'zod';

/** The lists in docs/advisories: what is known to be weak in Directus and in the libraries it brings, as data. */

const range = z.string().refine((text) => validRange(text) !== null, 'is no range of versions');
const version = z.string().refine((text) => valid(text) !== null, 'is no version');
const day = z.iso.date();
const number = z.string().regex(/^(GHSA(-[0-9a-z]{4}){3}|CVE-\d{4}-\d+|#\d+)$/);

export const hostListModel = z.strictObject({
	/** The day somebody last compared the list with what is published. */
	reviewed: day,
	source: z.string().min(1),
	advisories: z.array(
		z.strictObject({
			/** Advisory or issue; where there is neither, the name of the entry of the host guard. */
			id: z.union([number, z.string().regex(/^[a-z]+(-[a-z]+)*$/)]),
			aliases: z.array(number),
			severity: z.enum(['low', 'medium', 'high', 'critical']).optional(),
			affected: range,
			/** The first version without it; null while there is none. */
			fixed: version.nullable(),
			title: z.string().min(1),
		}),
	),
});

export const libraryListModel = z.strictObject({
	reviewed: day,
	source: z.string().min(1),
	libraries: z.array(z.strictObject({ package: z.string().min(1), ids: z.array(number), affected: range, fixed: version })),
});

export type HostAdvisory = z.infer<typeof hostListModel>['advisories'][number];
export type LibraryAdvisory = z.infer<typeof libraryListModel>['libraries'][number];

/** What of package-lock.json counts here: every installed copy by its path. */
export const lockModel = z.object({
	lockfileVersion: z.literal(3),
	packages: z.record(z.string(), z.object({ version: z.string().optional(), link: z.boolean().optional() })),
});

export type Lock = z.infer<typeof lockModel>;
