import { defineMiddlewares, type MedusaNextFunction, type MedusaRequest, type MedusaResponse } from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { say, words } from '../gate/words';

/** Running a workflow by its id goes round the checks of the routes, those of Medusa and those of other plugins. */
function refuseRunById(_request: MedusaRequest, _response: MedusaResponse, next: MedusaNextFunction): void {
	next(new MedusaError(MedusaError.Types.FORBIDDEN, say(words.runById, null), 'workflow_run_denied'));
}

export default defineMiddlewares({
	routes: [{ matcher: '/admin/workflows-executions/:workflow_id/run', methods: ['POST'], middlewares: [refuseRunById] }],
});
