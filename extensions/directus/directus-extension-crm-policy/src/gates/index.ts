import { defineHook } from '@directus/extensions-sdk';
import { flushOutbox } from '../engine/outbox.js';
import { hostOf } from '../engine/host.js';
import { isSetUp } from '../engine/safety.js';
import { dropOldKeys } from '../calendar-feeds/feeds.js';
import { dropOldTexts } from '../calendar-feeds/texts.js';
import { runClock } from '../approval/clock.js';
import { expireAccess } from '../access-requests/clock.js';
import { runServiceClock } from '../complaints/clock.js';
import { registerCustomerChanges } from '../customers/changes.js';
import { runContactClock } from '../communications/clock.js';
import { gradeCustomers, remindOfVerification } from '../customers/clock.js';
import { registerAccountGate } from '../departures/account-gate.js';
import { domains } from '../domains.js';
import { fileTheUnfiled } from '../duplicates/filing.js';
import { registerDuplicateGate } from '../duplicates/gate.js';
import { registerSecretPaths } from '../public-pages/secret-paths.js';
import { runVisitClock } from '../visits/clock.js';
import { recomputeDeadlines } from '../working-time/recomputation.js';
import { registerAfterWrite } from './after-write.js';
import { registerBeforeWrite } from './before-write.js';
import { registerVisitTimes } from '../visits/times-on-write.js';
import { registerDatabaseRefusals } from './database-refusals.js';

/** What may change who can decide an approval: absence, return, leaving, a qualification. Nobody waits a minute for it. */
const changesOfStaff = [
	'crm_absences.items.create',
	'crm_absences.items.update',
	'crm_absences.items.delete',
	'crm_qualifications.items.update',
	'users.update',
];

export default defineHook(({ filter, action, init, schedule }, context) => {
	const host = hostOf(context);
	registerBeforeWrite({ filter }, host);
	registerVisitTimes({ filter });
	registerAfterWrite({ filter }, host);
	registerDuplicateGate({ filter }, host);
	registerCustomerChanges({ filter }, host);
	registerAccountGate({ filter });
	registerSecretPaths({ init });
	registerDatabaseRefusals({ filter, action, init }, host);

	// Jobs are scheduled before the database is provisioned; they begin once the server is up.
	let serving = false;
	const fileAll = async (): Promise<void> => {
		while ((await fileTheUnfiled(host.database)) > 0);
	};
	const beginServing = async (): Promise<void> => {
		serving = await isSetUp(host);
		if (serving) await fileAll();
	};
	init('app.after', () => {
		beginServing().catch((error: unknown) => host.logger.error(error, 'CRM Policy: its jobs could not be started. Restart the server.'));
	});
	const whileServing = (job: () => Promise<unknown>) => async (): Promise<void> => {
		if (serving) await job();
	};
	schedule(
		'*/15 * * * * *',
		whileServing(() => flushOutbox(host)),
	);
	schedule(
		'0 * * * * *',
		whileServing(() => runClock(host)),
	);
	schedule(
		'15 * * * * *',
		whileServing(() => runServiceClock(host, domains)),
	);
	schedule(
		'45 * * * * *',
		whileServing(() => runVisitClock(host, domains)),
	);
	schedule(
		'20 * * * * *',
		whileServing(() => expireAccess(host, domains)),
	);
	schedule(
		'30 * * * * *',
		whileServing(() => recomputeDeadlines(host, domains)),
	);
	schedule('45 */10 * * * *', whileServing(fileAll));
	schedule(
		'50 10 3 * * *',
		whileServing(async () => {
			await dropOldTexts(host);
			await dropOldKeys(host);
		}),
	);
	schedule(
		'45 * * * * *',
		whileServing(() => remindOfVerification(host, domains)),
	);
	schedule(
		'10,30,50 * * * * *',
		whileServing(() => runContactClock(host)),
	);
	// In the small hours of most offices: it looks at every customer.
	schedule(
		'0 20 19 * * *',
		whileServing(() => gradeCustomers(host, domains)),
	);
	for (const event of changesOfStaff) {
		action(event, () => {
			void whileServing(() => runClock(host))().catch((error: unknown) =>
				host.logger.warn(error, 'CRM Policy: approvals could not be looked through now.'),
			);
		});
	}
});
