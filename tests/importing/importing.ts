import { expect } from 'vitest';
import type { Answer, Body, Client, Directus } from '../harness/directus.js';

export const outcomes = ['pending', 'create', 'update', 'skip', 'error'] as const;

export interface Summary {
	readonly id: string;
	readonly status: string;
	readonly total: number;
	readonly counts: Readonly<Record<(typeof outcomes)[number], number>>;
	readonly reading: Readonly<Record<string, unknown>>;
	readonly problem: string | null;
}

export interface Plan {
	readonly fields: Readonly<Record<string, { readonly column: number } | { readonly constant: string }>>;
	readonly duplicates: string;
	readonly reason?: string;
}

export interface Details extends Summary {
	readonly columns: readonly { readonly heading: string; readonly samples: readonly string[] }[];
	readonly fields: readonly { readonly key: string; readonly label: string; readonly required: boolean }[];
	readonly plan: Plan;
}

export interface Row {
	readonly line: number;
	readonly outcome: string;
	readonly messages: readonly string[];
	readonly item: string | null;
}

/** Somebody at the import screen, request by request. */
export class Importing {
	constructor(
		private readonly directus: Directus,
		readonly client: Client,
	) {}

	send(target: string, name: string, content: string | Uint8Array): Promise<Answer<Body<Details>>> {
		const path = `/crm/imports?${new URLSearchParams({ target, name }).toString()}`;
		return fetch(new URL(path, this.directus.url), {
			method: 'POST',
			headers: { authorization: `Bearer ${this.client.token}`, 'content-type': 'application/octet-stream' },
			body: content as BodyInit,
		}).then(async (response) => ({
			status: response.status,
			body: (await response.json()) as Body<Details>,
			headers: response.headers,
		}));
	}

	async upload(target: string, name: string, content: string | Uint8Array): Promise<Details> {
		const { status, body } = await this.send(target, name, content);
		expect(status, JSON.stringify(body.errors)).toBe(200);
		return body.data;
	}

	step(id: string, step: 'check' | 'start' | 'resume' | 'cancel', plan?: Plan): Promise<Answer<Body<Summary>>> {
		return this.client.request('POST', `/crm/imports/${id}/${step}`, plan ?? {});
	}

	get(id: string): Promise<Answer<Body<Details>>> {
		return this.client.request('GET', `/crm/imports/${id}`);
	}

	/** Waits until nobody works on it any more. */
	async settled(id: string): Promise<Details> {
		for (;;) {
			const { body } = await this.get(id);
			expect(body.errors, JSON.stringify(body.errors)).toBeUndefined();
			if (!['checking', 'running'].includes(body.data.status)) return body.data;
			await new Promise((resolve) => setTimeout(resolve, 150));
		}
	}

	async through(id: string, step: 'check' | 'start' | 'resume', plan?: Plan): Promise<Details> {
		const { status, body } = await this.step(id, step, plan);
		expect(status, JSON.stringify(body.errors)).toBe(200);
		return this.settled(id);
	}

	async rows(id: string, outcome?: string): Promise<readonly Row[]> {
		const query = outcome === undefined ? '' : `&outcome=${outcome}`;
		return (await this.client.request<Body<Row[]>>('GET', `/crm/imports/${id}/rows?limit=100${query}`)).body.data;
	}

	async report(id: string): Promise<string> {
		const answer = await this.client.request<string>('GET', `/crm/imports/${id}/report`);
		expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
		return answer.body;
	}
}
