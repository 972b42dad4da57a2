import { WorkflowManager } from '@medusajs/framework/orchestration';
import type { Container } from './container';

/** A place in one of Medusa's own workflows that offers no hook: our step goes before one of its actions. */
export interface GuardedWorkflow {
	readonly workflow: string;
	/** The action our step goes before; it and everything after it happens only to what was cleared. */
	readonly before: string;
	readonly check: (container: Container, input: never) => Promise<void>;
	/** The route of the admin that runs it, and how its request says what the workflow is about to be given. */
	readonly route: Route | null;
}

/** Where a request can be refused before Medusa has begun anything. */
export interface Route {
	readonly matcher: string;
	readonly input: (id: string, body: unknown) => unknown;
}

const step = 'contract-gate';

/** Names of the actions of a flow, in any order. */
function actionsIn(flow: unknown): readonly string[] {
	if (Array.isArray(flow)) return flow.flatMap(actionsIn);
	if (typeof flow !== 'object' || flow === null) return [];
	const { action, next } = flow as { readonly action?: unknown; readonly next?: unknown };
	return [...(typeof action === 'string' ? [action] : []), ...actionsIn(next)];
}

/**
 * Puts a step of ours into workflows of Medusa that offer no hook. That is no documented interface of Medusa, so anything that is not as it
 * was when this was tested keeps the server from starting: a shop that is closed is better than one without its gate.
 *
 * @throws Error that names the workflow and the action it lacks
 */
export function guardWorkflows(guards: readonly GuardedWorkflow[]): void {
	for (const { workflow, before, check } of guards) {
		const found = WorkflowManager.getWorkflow(workflow);
		if (found === undefined) throw moved(`there is no workflow “${workflow}”`);
		const actions = actionsIn(found.flow_);
		if (actions.includes(step)) continue;
		if (actions.filter((action) => action === before).length !== 1)
			throw moved(`the workflow “${workflow}” has no single action “${before}”`);
		const definition = WorkflowManager.getTransactionDefinition(workflow);
		definition.insertActionBefore(before, step, { noCompensation: true });
		const invoke = async ({ container, payload }: { readonly container: Container; readonly payload: unknown }): Promise<void> =>
			check(container, payload as never);
		const handlers: unknown = new Map([[step, { invoke }]]);
		WorkflowManager.update(
			workflow,
			definition,
			handlers as Parameters<typeof WorkflowManager.update>[2],
			found.options,
			found.requiredModules,
			found.optionalModules,
		);
		if (!actionsIn(WorkflowManager.getWorkflow(workflow)?.flow_).includes(step))
			throw moved(`the workflow “${workflow}” does not take another step`);
	}
}

const moved = (what: string): Error =>
	new Error(
		`medusa-plugin-contract-gate: this Medusa is not the one the gate was made for: ${what}. The server does not start, because orders could be placed past the review. Install the version the plugin names as its peer.`,
	);
