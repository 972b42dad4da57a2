import type { MedusaContainer } from '@medusajs/framework/types';
import { deliver } from '../gate/outbox';
import { reconcile } from '../gate/reconcile';

/** Looks for what nobody has told Directus about, and tells it. */
export default async function reconcileAll(container: MedusaContainer): Promise<void> {
	await reconcile(container);
	await deliver(container);
}

export const config = { name: 'contract-gate-reconcile', schedule: '* * * * *' };
