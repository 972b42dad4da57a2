import { z } from 'zod';
import type { RoleKey } from '../organisation/roles.js';

/** How much of a visit a feed shows: what its owner may read, its title and time, or that the time is taken. */
export const details = ['full', 'title', 'busy'] as const;
export type Detail = (typeof details)[number];

/** Which visits a feed shows; of one customer the scope carries the id. */
export const scopeKinds = ['mine', 'department', 'customer'] as const;
export type ScopeKind = (typeof scopeKinds)[number];

export type Scope = { readonly kind: 'mine' } | { readonly kind: 'department' } | { readonly kind: 'customer'; readonly customer: string };

const customerScope = /^customer:(.+)$/;

const scopeModel = z.string().transform((written, context): Scope => {
	if (written === 'mine' || written === 'department') return { kind: written };
	const customer = z.uuid().safeParse(customerScope.exec(written)?.[1]);
	if (customer.success) return { kind: 'customer', customer: customer.data };
	context.addIssue({ code: 'custom', message: 'mine, department or customer:<id>' });
	return z.NEVER;
});

/** What somebody asks for who makes a feed. */
export const feedRequestModel = z.strictObject({
	name: z.string().trim().min(1).max(80),
	scope: scopeModel,
	/** Left out: everything; of a department, who goes to which customer. */
	detail: z.enum(details).optional(),
	/** Cancelled visits leave the calendar at once instead of being shown as cancelled for a month. */
	omit_cancelled: z.boolean().default(false),
	/** A reminder half an hour before each visit; as good as the calendar application is. */
	alarm: z.boolean().default(false),
	/** The last day it works; left out: until it is revoked. */
	expires_on: z.iso.date().nullable().default(null),
});
export type FeedRequest = z.infer<typeof feedRequestModel>;

/** What a feed of this scope shows unless somebody chooses: of a whole department, who goes to which customer and when. */
export const usualDetail = (scope: ScopeKind): Detail => (scope === 'department' ? 'title' : 'full');

/** Feeds one person has at a time; enough for every device and for a few customers. */
export const mostFeeds = 20;

/** Lead a department, or supervise all of them. */
const leading: readonly RoleKey[] = [
	'business-head',
	'service-manager',
	'operations-manager',
	'production-manager',
	'quality-manager',
	'technology-manager',
	'general-manager',
];

/** Whether somebody may have the calendar of a whole department: those whose role is to lead one, and whoever heads it. */
export const mayFollowDepartment = (person: {
	readonly roles: readonly RoleKey[];
	readonly heads: boolean;
	readonly admin: boolean;
}): boolean => person.admin || person.heads || person.roles.some((role) => leading.includes(role));

/** 32 random bytes as base64url. */
export const secretPattern = /^[\w-]{43}$/;

/** What the last part of a feed's address says: the secret, or null where it can be none. */
export function secretIn(lastPart: string): string | null {
	const secret = lastPart.endsWith('.ics') ? lastPart.slice(0, -'.ics'.length) : '';
	return secretPattern.test(secret) ? secret : null;
}

/** What fetching costs: an answer counts ten, one that says “unchanged” counts one. */
export const fetchCost = { full: 10, unchanged: 1 } as const;

/** Limits of fetching, in answers. */
export const fetchLimits = {
	/** Full answers of one feed in an hour. */
	perFeedAndHour: 60,
	/** Attempts with a secret nobody has, from one network in a minute. */
	unknownPerMinute: 30,
} as const;
