import { useApi } from '@directus/extensions-sdk';

/** Where a printed document of a record is: `kind` and `name` as in `/crm/documents/{kind}/{id}/{name}`. Call during setup. */
export function useDocumentAddress(): (kind: string, id: string, name: string, locale?: string) => string {
	const base = (useApi().defaults.baseURL ?? '/').replace(/\/$/, '');
	return (kind, id, name, locale) =>
		`${base}/crm/documents/${kind}/${encodeURIComponent(id)}/${name}${locale === undefined ? '' : `?lang=${locale}`}`;
}
