import { z } from 'zod';

/** What is needed of the host's store of permissions. */
const storeModel = z.object({
	hasPermission: z.custom<(collection: string, action: string) => boolean>((value) => typeof value === 'function'),
});

/** Whether the reader merges customer records. */
export const mayMerge = (store: unknown): boolean => storeModel.parse(store).hasPermission('crm_customer_merges', 'create');
