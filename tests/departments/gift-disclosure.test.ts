import { beforeAll, describe, expect, it } from 'vitest';
import { Giving, inDays, type Colleague } from '../gifts/giving.js';
import { useDirectus } from '../harness/directus.js';

const directus = useDirectus();
let giving: Giving;
let gift: string;
let customer: string;

/** Words and a figure that stand nowhere else, so that finding them anywhere is a leak. */
const secretReason = 'for the forty-first equinox dinner';
const secretAmount = '771.23';

beforeAll(async () => {
	giving = await Giving.open(directus);
	const made = await giving.customer('sales');
	customer = made.id;
	gift = await giving.draft('sales', customer, made.contacts[0] ?? null, { amount: secretAmount, reason: secretReason });
	await giving.accepted('sales', gift, 'submit');
});

/** Every way a person can ask about one gift. */
const questions = (): readonly string[] => [
	`/items/crm_gifts/${gift}`,
	`/items/crm_gifts/${gift}?fields=*.*`,
	'/items/crm_gifts?fields=*&limit=-1',
	'/items/crm_gifts?export=json',
	`/items/crm_gifts?aggregate[sum]=amount&filter[id][_eq]=${gift}`,
	`/items/crm_customers/${customer}?fields=*,gifts.*`,
	`/items/crm_approvals?filter[gift][_eq]=${gift}&fields=*.*`,
	`/crm/commands/crm_gifts/${gift}`,
	`/crm/timeline/crm_gifts/${gift}`,
	`/crm/gifts/limits?gift=${gift}&customer=${customer}`,
	`/crm/gifts/limits?customer=${customer}&amount=1`,
	`/crm/gifts/register?from=${inDays(0)}&until=${inDays(10)}`,
	'/crm/inbox?box=todo&limit=100',
	'/revisions?limit=-1',
	'/activity?limit=-1',
	'/notifications?limit=-1',
];

async function everythingSeenBy(who: Colleague): Promise<string> {
	const answers = await Promise.all(
		questions().map(async (path) => {
			const answer = await fetch(`${directus.url}${path}`, { headers: { Authorization: `Bearer ${giving.as(who).token}` } });
			return answer.text();
		}),
	);
	return answers.join('\n');
}

describe('What a colleague sees of a gift', () => {
	it.each(['sales', 'sales.second', 'sales.manager', 'finance', 'gm', 'auditor'] as const)(
		'is everything for %s, who gives, decides, checks or supervises (so that the probe would find a leak)',
		async (who) => {
			const seen = await everythingSeenBy(who);
			expect(seen).toContain(secretReason);
			expect(seen).toContain('771.23');
		},
	);

	it.each(['export', 'marketing', 'service', 'production', 'warehouse', 'info.admin', 'newcomer'] as const)(
		'is nothing for %s, who has no part in it',
		async (who) => {
			const seen = await everythingSeenBy(who);
			expect(seen).not.toContain(secretReason);
			expect(seen).not.toContain(gift);
			// Whoever may give something to this customer sees what is left of its limit, and nothing of what was given.
			if (who !== 'marketing') expect(seen).not.toContain('771.23');
		},
	);
});
