import { z } from 'zod';
import type { Environment } from './setting-rules.js';

/** Directus hands a list in its environment on as text or as a list. */
const model = z
	.union([z.string(), z.array(z.string())])
	.optional()
	.transform((value) =>
		(Array.isArray(value) ? value : (value ?? '').split(',')).map((id) => id.trim().toLowerCase()).filter((id) => id !== ''),
	);

/** Ids of flows that callers may start by POST without signing in (`CRM_PUBLIC_FLOWS`), in small letters. */
export const publicFlows = (env: Environment): ReadonlySet<string> => new Set(model.parse(env['CRM_PUBLIC_FLOWS']));
