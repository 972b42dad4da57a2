import { nearestLocale } from '@crm-policy/rules/words/text';
import type { SeedOptions } from '@crm-policy/schema/model-type';
import { z } from 'zod';

/** Directus turns what looks like a boolean or a number in its environment into one. */
const word = z
	.union([z.string(), z.number(), z.boolean()])
	.optional()
	.transform((value) => (value === undefined ? '' : String(value)));

const environment = z.object({ CRM_PROVISION: word, CRM_DEMO: word, CRM_DEMO_LANGUAGE: word, CRM_DEMO_PASSWORD: word });

export interface ProvisionSettings extends SeedOptions {
	/** `CRM_PROVISION=start`: every start converges. Otherwise a start only verifies. */
	readonly atStart: boolean;
}

/** What the operator has set about provisioning. */
export function provisionSettings(env: Record<string, unknown>): ProvisionSettings {
	const set = environment.parse(env);
	return {
		atStart: set.CRM_PROVISION === 'start',
		demo: set.CRM_DEMO === 'true',
		language: nearestLocale(set.CRM_DEMO_LANGUAGE),
		demoPassword: set.CRM_DEMO_PASSWORD === '' ? 'crm-demo-2026' : set.CRM_DEMO_PASSWORD,
	};
}
