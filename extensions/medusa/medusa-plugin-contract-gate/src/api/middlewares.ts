import { defineMiddlewares, type MedusaNextFunction, type MedusaRequest, type MedusaResponse } from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { guarded } from '../gate/guarded';
import { say, words } from '../gate/words';
import type { GuardedWorkflow, Route } from '../gate/workflow-guard';

/** Running a workflow by its id goes round the checks of the routes, those of Medusa and those of other plugins. */
function refuseRunById(_request: MedusaRequest, _response: MedusaResponse, next: MedusaNextFunction): void {
	next(new MedusaError(MedusaError.Types.FORBIDDEN, say(words.runById, null), 'workflow_run_denied'));
}

/**
 * Asks before Medusa has begun anything, so that a refusal holds no lock and leaves nothing to be undone. The step in the workflow asks
 * again: what lies between the two is not trusted. Medusa has signed the clerk in by the time this runs.
 */
const refuseEarly =
	({ check }: GuardedWorkflow, { input }: Route) =>
	async (request: MedusaRequest, _response: MedusaResponse, next: MedusaNextFunction): Promise<void> => {
		await check(request.scope, input(String(request.params['id']), request.body) as never);
		next();
	};

export default defineMiddlewares({
	routes: [
		{ matcher: '/admin/workflows-executions/:workflow_id/run', methods: ['POST'], middlewares: [refuseRunById] },
		...guarded.flatMap((workflow) =>
			workflow.route === null
				? []
				: [{ matcher: workflow.route.matcher, methods: ['POST' as const], middlewares: [refuseEarly(workflow, workflow.route)] }],
		),
	],
});
