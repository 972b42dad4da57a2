import { defineHook } from '@directus/extensions-sdk';
import { flushOutbox } from '../engine/outbox.js';
import { hostOf } from '../engine/host.js';
import { runClock } from '../approval/clock.js';
import { registerAfterWrite } from './after-write.js';
import { registerBeforeWrite } from './before-write.js';
import { registerDatabaseRefusals } from './database-refusals.js';

export default defineHook(({ filter, schedule }, context) => {
	const host = hostOf(context);
	registerBeforeWrite({ filter }, host);
	registerAfterWrite({ filter }, host);
	registerDatabaseRefusals({ filter }, host);
	schedule('*/15 * * * * *', async () => {
		await flushOutbox(host);
	});
	schedule('0 * * * * *', async () => {
		await runClock(host);
	});
});
