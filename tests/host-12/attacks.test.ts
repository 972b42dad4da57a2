import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostInstallation } from '../../scripts/lib/host-installations.mjs';
import { licensedHost } from '../../scripts/lib/project.mjs';
import { demoPassword } from '../harness/environment.js';
import type { OwnDirectus } from '../harness/directus.js';
import { attacks } from '../host-guard/attempts.js';
import { arrange, hostDefaults, Mailbox, operatorSettings, type Situation } from '../host-guard/situation.js';
import { withoutGuard } from '../host-guard/without-guard.js';
import { hasGrace, startBeforeUpgrade } from './upgraded.js';

/**
 * What is tried against 11.17.4, tried against 12 with the host guard taken out and the host's own defaults: on a database that was in use on 11,
 * in its days of grace. What 12 refuses by itself is refused by the host alone here; what is open in it still is named.
 */

/** What an attempt cannot tell on this host, and why. */
const untellable: Readonly<Record<string, string>> = {
	'assistant-fetches': 'the attempt asks whether the assistant is there; that it is there on 12 is no weakness',
	'conditions-on-hidden-rows': 'without a licence 12 hides no row, so that there is nothing to find out',
	'shares-with-a-higher-role': 'it takes a right on named fields, which 12 keeps for licences',
};

/** What does harm on 12 too, without the guard. */
const open: ReadonlySet<string> = new Set(['drafts-by-readers']);

describe.runIf(hasGrace)('Directus 12 in its days of grace, without the host guard', () => {
	let situation: Situation<OwnDirectus>;
	beforeAll(async () => {
		const mailbox = new Mailbox();
		const { directus, admin } = await startBeforeUpgrade({
			because: 'it goes on with another host',
			wrapper: withoutGuard,
			// Whose address is believed is the host's own default, which 12 has changed.
			env: { ...hostDefaults, IP_TRUST_PROXY: undefined, ...operatorSettings(mailbox) },
		});
		expect((await admin.request('PATCH', '/users/me', { password: demoPassword })).status).toBe(200);
		// Before the upgrade: 12 has a limit of collections, which the product is above.
		situation = await arrange(directus, mailbox, () => directus.stop(), 'whole');
		await directus.restart({ host: hostInstallation(licensedHost) });
	});
	afterAll(() => situation.stop());

	it('is not locked', async () => {
		const { body } = await situation.admin.request('GET', '/license');
		expect(body.data).toMatchObject({ status: 'grace', source: null });
	});

	it.each(attacks.filter(({ entry }) => !(entry in untellable)).map((attack) => [attack.entry, attack.name, attack] as const))(
		'%s, %s: does harm only where it is known to be open',
		async (entry, _name, attack) => {
			const { harmed, said } = await attack.attempt(situation, attack.lethal === true ? 'sales' : (attack.by[0] ?? 'anonymous'));
			expect(harmed, said).toBe(open.has(entry));
			expect(situation.directus.isRunning()).toBe(true);
		},
	);

	it.for(Object.entries(untellable))('%s: is not judged here', ([, because], { skip }) => skip(because));
});
