import type { AuthenticatedMedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { gateIn } from '../../../../../gate/container';
import { GateUnreachable } from '../../../../../gate/directus';
import { loadOrder, referenceOf } from '../../../../../gate/orders';
import { languageOf } from '../../../../../gate/words';

/** Where the review of an order or a draft stands, for the widget. */
export async function GET(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
	const order = await loadOrder(request.scope, String(request.params['id']));
	if (order === null) throw new MedusaError(MedusaError.Types.NOT_FOUND, 'There is no such order.');
	const { order: name } = await referenceOf(request.scope, order);
	const { language } = request.query;
	const { directus, settings } = gateIn(request.scope);
	try {
		const reviews = await directus.reviewOf(name, languageOf(typeof language === 'string' ? language : null));
		response.json({
			reachable: true,
			reviews: reviews.map(({ review, ...rest }) => ({
				...rest,
				review: review === null ? null : { ...review, url: `${settings.url}${review.path}` },
			})),
		});
	} catch (error) {
		if (!(error instanceof GateUnreachable)) throw error;
		response.json({ reachable: false, reviews: [] });
	}
}
