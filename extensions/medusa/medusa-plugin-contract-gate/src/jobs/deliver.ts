import type { MedusaContainer } from '@medusajs/framework/types';
import { deliver } from '../gate/outbox';

/** Tells Directus what it has not been told yet. */
export default (container: MedusaContainer): Promise<void> => deliver(container);

export const config = { name: 'contract-gate-deliver', schedule: '* * * * *' };
