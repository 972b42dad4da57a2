import { createError } from '@directus/errors';
import { text } from '@crm-policy/rules/words/text';
import type { GuardedRequest } from './request.js';

export const scopingUnavailable = text(
	'This Directus does not apply custom permission rules, so that departments would see each other’s data. Only administrators have access until a licence with custom permission rules is entered, or Directus 11.17.4 is run.',
	'此 Directus 未执行自定义权限规则，各部门会看到彼此的数据。在录入包含自定义权限规则的许可证或改用 Directus 11.17.4 之前，仅管理员可访问。',
);

export const ScopingUnavailableError = createError<{ message: string }>('SCOPING_UNAVAILABLE', ({ message }) => message, 503);

/** Paths on which company data travels whatever else the request says. */
const alwaysData =
	/^\/(?:crm|graphql|files|assets|activity|revisions|versions|shares|comments|items\/crm_[^/]*|utils\/(?:import|export|sort|revert)|flows\/trigger)(?:\/|$)/i;

/** The host's own interface; requests to it carry company data only when they follow relations. */
const follows = (value: unknown): boolean => typeof value === 'object' && value !== null && JSON.stringify(value).includes('.');
const nests = (query: unknown): boolean => {
	if (typeof query !== 'object' || query === null) return false;
	const { fields, sort, filter, deep, alias, aggregate, groupBy } = query as Readonly<Record<string, unknown>>;
	if ([filter, deep, alias, aggregate, groupBy].some((part) => part !== undefined)) return true;
	return [fields, sort].some((part) => (typeof part === 'string' ? part.includes('.') : follows(part)));
};

/** Whether a request may read or write data of ours: by its path, or by following a relation from anything else. */
export function concernsPolicyData(request: Pick<GuardedRequest, 'path' | 'query' | 'body' | 'method'>): boolean {
	// The secret of a feed and a clearance are data as well; the app, signing in and settings are not.
	const path = decodedPath(request.path);
	if (path === null || alwaysData.test(path)) return true;
	if (nests(request.query)) return true;
	const body: unknown = request.body;
	return request.method === 'SEARCH' && (typeof body !== 'object' || body === null || nests((body as { query?: unknown }).query));
}

function decodedPath(path: string): string | null {
	try {
		return decodeURIComponent(path).replace(/\/{2,}/g, '/');
	} catch {
		return null;
	}
}
