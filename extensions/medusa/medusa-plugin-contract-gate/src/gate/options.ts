import { z } from 'zod';

const model = z.strictObject({
	/** Medusa puts its connection among the options of every module. */
	database: z.unknown().optional(),
	/** Address of Directus, such as `https://crm.example.com`. */
	url: z.url(),
	/** Token of the shop's account there. */
	token: z.string().min(8),
	/** What this shop is called in Directus; never changes once orders have been reviewed. */
	system: z.string().min(1).max(64),
	/** How long an answer may take. A lock of Medusa lasts ten seconds and a shopper waits, so it is two at the most. */
	timeoutMs: z.number().int().min(100).max(2000).default(1800),
	/** Whether a refusal opens the review in Directus. */
	openReviews: z.boolean().default(true),
});

export type GateOptions = Omit<z.infer<typeof model>, 'database'>;

/**
 * Reads the plugin's options.
 *
 * @throws Error that says what is wrong; the server then does not start
 */
export function readOptions(options: unknown): GateOptions {
	const read = model.safeParse(options ?? {});
	if (read.success) {
		const { database: _, ...own } = read.data;
		return { ...own, url: own.url.replace(/\/+$/, '') };
	}
	const problems = read.error.issues.map((issue) => `${issue.path.join('.') || 'options'}: ${issue.message}`);
	throw new Error(`medusa-plugin-contract-gate: its options are not valid. ${problems.join('; ')}`);
}
