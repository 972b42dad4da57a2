/** An error as Directus reports it. */
export interface ReportedError {
	readonly message: string;
	readonly extensions: { readonly code: string } & Readonly<Record<string, unknown>>;
}

/** What Directus answers: `data` when it did what was asked, `errors` when it did not. */
export interface Body<Data = Record<string, unknown>> {
	readonly data: Data;
	readonly errors: readonly ReportedError[];
}

export interface Answer<Content = Body> {
	readonly status: number;
	/** The parsed JSON; the text where it is none; null where there is nothing. */
	readonly body: Content;
	readonly headers: Headers;
}

export interface RequestOptions {
	/** Access token; without it the request is anonymous. */
	readonly token?: string;
	readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a request to the server it belongs to. A body that is neither text nor a form is sent as JSON. */
export type Request = <Content = Body>(method: string, path: string, body?: unknown, options?: RequestOptions) => Promise<Answer<Content>>;

/** A person who has signed in. */
export interface Client {
	readonly email: string;
	readonly token: string;
	/** The id in `directus_users`. */
	readonly user: string;
	request<Content = Body>(method: string, path: string, body?: unknown, options?: RequestOptions): Promise<Answer<Content>>;
}

async function readBody(response: Response): Promise<unknown> {
	const text = await response.text();
	if (text === '') return null;
	return response.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : text;
}

/** @param address where the server is; asked anew for each request, because a restart may move it */
export function requestsTo(address: () => string): Request {
	return async <Content>(method: string, path: string, body?: unknown, { token, headers }: RequestOptions = {}) => {
		const asIs = body === undefined || typeof body === 'string' || body instanceof FormData;
		const response = await fetch(new URL(path, address()), {
			method,
			headers: {
				...(asIs ? {} : { 'content-type': 'application/json' }),
				...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
				...headers,
			},
			...(body === undefined ? {} : { body: asIs ? body : JSON.stringify(body) }),
		});
		return { status: response.status, body: (await readBody(response)) as Content, headers: response.headers };
	};
}

/** Signs a person in. */
export async function signIn(request: Request, email: string, password: string): Promise<Client> {
	const { status, body } = await request<Body<{ access_token: string }>>('POST', '/auth/login', { email, password });
	if (status !== 200) throw new Error(`${email} could not sign in: ${status} ${JSON.stringify(body)}`);
	const token = body.data.access_token;
	const me = await request<Body<{ id: string }>>('GET', '/users/me?fields=id', undefined, { token });
	return {
		email,
		token,
		user: me.body.data.id,
		request: (method, path, content, options) => request(method, path, content, { token, ...options }),
	};
}
