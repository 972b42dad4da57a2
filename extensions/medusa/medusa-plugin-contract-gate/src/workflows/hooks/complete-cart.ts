import { completeCartWorkflow } from '@medusajs/medusa/core-flows';
import { assertCartCleared, furtherChecks, type GateCart } from '../../gate/cart';

completeCartWorkflow.hooks.validate(async (data, { container }) => {
	await assertCartCleared(container, data.cart as unknown as GateCart);
	for (const check of furtherChecks) await check(data, { container });
});
