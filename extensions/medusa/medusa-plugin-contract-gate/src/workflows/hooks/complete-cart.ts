import { completeCartWorkflow } from '@medusajs/medusa/core-flows';
import { assertCartCleared, type GateCart } from '../../gate/cart';

completeCartWorkflow.hooks.validate(async ({ cart }, { container }) => {
	await assertCartCleared(container, cart as unknown as GateCart);
});
