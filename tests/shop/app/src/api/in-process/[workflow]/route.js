const { MedusaWorkflow } = require('@medusajs/framework/workflows-sdk');

/** What other code in the same process can do: run any workflow of Medusa directly, past every route. */
exports.POST = async (request, response) => {
	const workflow = MedusaWorkflow.getWorkflow(request.params.workflow);
	const { result, errors } = await workflow(request.scope).run({ input: request.body, throwOnError: false });
	const [failed] = errors;
	if (failed === undefined) return response.json({ result });
	return response.status(400).json({ message: failed.error.message, code: failed.error.code });
};
