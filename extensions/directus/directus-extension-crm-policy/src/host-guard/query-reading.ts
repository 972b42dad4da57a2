import type { Logger } from 'pino';
import { isFailedQueryReading } from './deep.js';
import { oncePerMinute } from './refusal-log.js';

const installed = Symbol.for('crm-policy.query-reading');
type Process = { [installed]?: true };

/**
 * The host does not wait for the reading of a nested query. When that fails (a value that only the database can judge), Node ends the
 * process. Such a failure, and no other, is noted instead; the request goes on without the part that could not be read.
 */
export function surviveFailedQueries(logger: Logger): void {
	if ((globalThis as Process)[installed] === true) return;
	(globalThis as Process)[installed] = true;
	const note = oncePerMinute((_kind, times) =>
		logger.warn(`CRM Policy: a nested query could not be read (${times === 1 ? 'once' : `${times} times`}); the process goes on.`),
	);
	process.on('unhandledRejection', (reason) => {
		// Thrown here, it ends the process as it would have without us.
		if (!isFailedQueryReading(reason)) throw reason;
		note('query-reading');
	});
}
