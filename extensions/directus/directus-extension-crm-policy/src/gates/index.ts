import { defineHook } from '@directus/extensions-sdk';
import { flushOutbox } from '../engine/outbox.js';
import { hostOf } from '../engine/host.js';
import { runClock } from '../approval/clock.js';
import { registerAfterWrite } from './after-write.js';
import { registerBeforeWrite } from './before-write.js';
import { registerDatabaseRefusals } from './database-refusals.js';

export default defineHook(({ filter, action, init, schedule }, context) => {
	const host = hostOf(context);
	registerBeforeWrite({ filter }, host);
	registerAfterWrite({ filter }, host);
	registerDatabaseRefusals({ filter, action, init }, host);
	schedule('*/15 * * * * *', async () => {
		await flushOutbox(host);
	});
	// Whoever becomes absent, returns, leaves or loses a qualification changes who may decide; nobody waits a minute for it.
	for (const event of ['crm_absences.items.create', 'crm_absences.items.update', 'crm_qualifications.items.update', 'users.update']) {
		action(event, () => {
			void runClock(host).catch((error: unknown) => host.logger.warn(error, 'crm-policy: approvals could not be looked through now.'));
		});
	}
	schedule('0 * * * * *', async () => {
		await runClock(host);
	});
});
