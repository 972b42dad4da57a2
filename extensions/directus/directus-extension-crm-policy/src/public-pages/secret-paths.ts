import type { RegisterFunctions } from '@directus/types';

/** Addresses whose last part is a secret. */
const secretPaths = [
	/^(.*\/crm\/public\/complaints\/)([^?#]+)(.*)$/i,
	// Beside the addresses of calendars there are those that manage one, by its id.
	/^(.*\/crm\/+feeds\/+)(?![\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:[/?#]|$))([^?#]+)(.*)$/i,
] as const;

/** What stands in the address instead; it can be no secret, because it is too short. */
export const withheld = '-';

/** Found again after the extension was reloaded, when this module exists a second time. */
const carrier = Symbol.for('crm-policy.secret-of-path');

interface SecretRequest {
	url: string;
	originalUrl: string;
	[carrier]?: string;
}

/** Takes the secret out of an address; null where there is none. */
export function withoutSecret(url: string): { readonly url: string; readonly secret: string } | null {
	for (const pattern of secretPaths) {
		const [, before, secret, after] = pattern.exec(url) ?? [];
		if (before !== undefined && secret !== undefined && after !== undefined) return { url: `${before}${withheld}${after}`, secret };
	}
	return null;
}

/**
 * Takes secrets out of the address of a request before Directus' request log, its errors or anything else sees it. They travel on
 * under a symbol, which neither logs nor JSON show.
 */
export function registerSecretPaths({ init }: Pick<RegisterFunctions, 'init'>): void {
	init('middlewares.before', (meta) => {
		const { app } = meta as { app: { use(handler: (request: SecretRequest, response: unknown, next: () => void) => void): unknown } };
		app.use((request, _response, next) => {
			const taken = withoutSecret(request.originalUrl);
			if (taken !== null) {
				request[carrier] = taken.secret;
				request.url = taken.url;
				request.originalUrl = taken.url;
			}
			next();
		});
	});
}

/** The secret that was in the address; null when there was none, or when it was not taken out: then nobody is let in by it. */
export const secretOf = (request: object): string | null => (request as Partial<SecretRequest>)[carrier] ?? null;
