import { randomUUID } from 'node:crypto';
import type { Body, Client, Directus } from '../harness/directus.js';

/** A permission without rules of its own; these are the only ones Directus 12 keeps without a licence. */
interface Right {
	readonly collection: string;
	readonly action: 'create' | 'read' | 'update' | 'delete';
}

/** Somebody who is signed in by a token of their own; sign-in itself is closed to them while the host is locked. */
export interface Colleague {
	readonly request: Client['request'];
}

/** Who asks with this token. */
export const withToken = ({ request }: Pick<Directus, 'request'>, token: string): Colleague => ({
	request: (method, path, body, options) => request(method, path, body, { token, ...options }),
});

/** Makes a person with a policy of their own that gives these rights on all fields of all rows. */
export async function colleagueWithToken(admin: Client, name: string, rights: readonly Right[] = []): Promise<Colleague> {
	const made = async (path: string, body: unknown): Promise<string> => {
		const answer = await admin.request<Body<{ id: string }>>('POST', path, body);
		if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
		return answer.body.data.id;
	};
	const role = await made('/roles', { name });
	const policy = await made('/policies', { name, app_access: true });
	await made('/access', { role, policy });
	for (const { collection, action } of rights) await made('/permissions', { policy, collection, action, fields: ['*'] });
	const token = randomUUID();
	await made('/users', { email: `${name}@example.com`, role, token });
	return withToken({ request: (method, path, body, options) => admin.request(method, path, body, options) }, token);
}
