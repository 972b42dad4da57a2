import ICAL from 'ical.js';
import { expect } from 'vitest';
import type { Body, Client, Directus } from '../harness/directus.js';

/** A calendar somebody has the address of. */
export interface Subscription {
	readonly id: string;
	/** The path with the secret. */
	readonly path: string;
	readonly secret: string;
}

/** What a calendar application makes of one event. */
export interface ReadEvent {
	readonly uid: string;
	readonly summary: string;
	readonly status: string | null;
	readonly sequence: number;
	/** Seconds since 1970. */
	readonly lastModified: number;
	readonly start: string;
	readonly end: string;
	readonly names: readonly string[];
	readonly description: string | null;
	readonly location: string | null;
}

export interface FetchedCalendar {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	readonly events: readonly ReadEvent[];
}

/** Makes a feed as its owner would on the desk. */
export async function subscribe(client: Client, asked: Readonly<Record<string, unknown>> = {}): Promise<Subscription> {
	const { status, body } = await client.request<Body<{ id: string; url: string; webcal_url: string }>>('POST', '/crm/feeds', {
		name: 'My visits, 我的拜访',
		scope: 'mine',
		...asked,
	});
	expect(status, JSON.stringify(body)).toBe(200);
	const { pathname } = new URL(body.data.url);
	expect(body.data.webcal_url).toBe(body.data.url.replace(/^http/, 'webcal'));
	return { id: body.data.id, path: pathname, secret: /([\w-]{43})\.ics$/.exec(pathname)?.[1] ?? '' };
}

/** Reads a calendar as ical.js does; fails where it cannot. */
export function eventsIn(text: string): readonly ReadEvent[] {
	return new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((component) => {
		const value = (name: string): string | null => component.getFirstPropertyValue(name)?.toString() ?? null;
		return {
			uid: value('uid') ?? '',
			summary: value('summary') ?? '',
			status: value('status'),
			sequence: Number(value('sequence')),
			lastModified: Date.parse(value('last-modified') ?? '') / 1000,
			start: value('dtstart') ?? '',
			end: value('dtend') ?? '',
			names: component.getAllProperties().map(({ name }) => name),
			description: value('description'),
			location: value('location'),
		};
	});
}

/** Fetches a calendar, the way applications do: no session, nothing but the address. */
export async function fetchCalendar(
	directus: Pick<Directus, 'url'>,
	path: string,
	headers: Readonly<Record<string, string>> = {},
	method = 'GET',
): Promise<FetchedCalendar> {
	const response = await fetch(new URL(path, directus.url), { method, headers, redirect: 'manual' });
	const text = await response.text();
	return { status: response.status, headers: response.headers, text, events: response.status === 200 && text !== '' ? eventsIn(text) : [] };
}
