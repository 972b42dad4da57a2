import { dialectOf } from '@crm-policy/schema/guards/dialect';
import { guardsFor } from '@crm-policy/schema/guards/spec';
import type { HookConfig, InitHandler } from '@directus/types';
import { registerCommands, type Program } from './commands.js';
import { inAllLanguages, refuseToStart } from '../engine/refuse-to-start.js';
import { converge } from './converge.js';
import type { Declaration } from './declaration.js';
import { excludeInternalTables } from './exclude-tables.js';
import { GuardWatch, shareWatch } from './guard-watch.js';
import type { Host } from './host.js';
import { appliedModel } from './manifest.js';
import { mayConverge } from './may-converge.js';
import { protect } from './protection.js';
import { provisionSettings } from './settings.js';
import { sayConflict, sayReport } from './say-report.js';
import { allowTableRebuilds } from './sqlite-rebuilds.js';
import { reasonNotToServe } from './verify.js';
import { provisionWords } from './words.js';

async function prepareToServe(host: Host, declaration: Declaration, watch: GuardWatch): Promise<void> {
	try {
		const { atStart, ...seeds } = provisionSettings(host.env);
		await allowTableRebuilds(host.database);
		if (!(await mayConverge(host))) {
			// Directus serves all the same: that is where an administrator enters the licence. What is ours stays closed meanwhile.
			if ((await appliedModel(host.database)) === null) return;
		} else if (atStart) {
			const report = await converge(host, declaration, seeds);
			for (const conflict of report.conflicts) host.logger.warn(sayConflict(conflict));
			host.logger.info(sayReport(report));
		}
		const reason = await reasonNotToServe(host.database, declaration);
		if (reason !== null) refuseToStart(host.logger, reason.sentence, reason.values);
		await watch.intact(host.database);
	} catch (error) {
		host.logger.error(error);
		refuseToStart(host.logger, provisionWords.failed, { reason: error instanceof Error ? error.message : String(error) });
	}
}

/** The provisioning hook for a declaration. */
export const provisioning =
	(declaration: Declaration): HookConfig =>
	(register, context) => {
		const host: Host = context;
		dialectOf(host.database);
		excludeInternalTables(host.env);
		const watch = new GuardWatch(guardsFor(declaration.model));
		shareWatch(watch);

		// Directus waits for what these return, though their type does not say so.
		register.init('app.before', (() => prepareToServe(host, declaration, watch)) as InitHandler);
		register.init('cli.before', (async ({ program }) => {
			await allowTableRebuilds(host.database);
			registerCommands(program as Program, host, declaration);
		}) as InitHandler);
		protect(register, declaration.model, host.database);

		// SQLite loses the triggers of a table when Directus rebuilds it.
		const putBack = async (): Promise<void> => {
			watch.markDirty();
			if ((await appliedModel(host.database)) === null) return;
			const made = await watch.ensure(host.database);
			if (made.length > 0) host.logger.info(inAllLanguages(provisionWords.guardsReinstalled, { names: made.join(', ') }));
		};
		for (const thing of ['fields', 'relations', 'collections']) {
			for (const done of ['create', 'update', 'delete'])
				register.action(`${thing}.${done}`, () => void putBack().catch((error: unknown) => host.logger.error(error)));
		}
	};
