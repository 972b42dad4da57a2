import { runningHost } from '../host/running-host.js';
import type { Host } from './host.js';
import { inAllLanguages } from '../engine/refuse-to-start.js';
import { provisionWords } from './words.js';

/**
 * Whether anything may be set up here. On a host that ignores custom permission rules nothing is: it would take our collections and then refuse the
 * permissions. It is logged why.
 */
export async function mayConverge(host: Host): Promise<boolean> {
	const { rules } = await runningHost(host);
	if (rules() === 'applied') return true;
	host.logger.error(inAllLanguages(provisionWords.rulesIgnored));
	return false;
}
