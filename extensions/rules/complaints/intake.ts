import { z } from 'zod';
import { feedbackKinds, natures, type channels, type ComplaintRow } from './complaint.js';

/**
 * What somebody outside the company may say when they complain, by whatever channel (FBK-01, FBK-02). Everything else is found out
 * and classified when the complaint is registered.
 */
export const intakeModel = z.strictObject({
	kind: z.enum(feedbackKinds).default('complaint'),
	title: z.string().trim().min(1).max(255),
	content: z.string().trim().min(1).max(20_000),
	complainant: z.string().trim().min(1).max(255),
	complainant_contact: z.string().trim().min(1).max(255),
	nature: z.enum(natures).optional(),
	product_name: z.string().trim().max(255).optional(),
	order_number: z.string().trim().max(255).optional(),
	customer_demand: z.string().trim().max(20_000).optional(),
});
export type Intake = z.infer<typeof intakeModel>;

/** The fields of a complaint as it is taken in; `received_at` is an ISO 8601 instant. */
export type TakenIn = Pick<
	ComplaintRow,
	| 'kind'
	| 'title'
	| 'content'
	| 'complainant'
	| 'complainant_contact'
	| 'nature'
	| 'product_name'
	| 'order_number'
	| 'customer_demand'
	| 'channel'
	| 'received_at'
>;

/** A complaint as it enters the register, whichever channel it came in by. */
export const takeIn = (intake: Intake, channel: (typeof channels)[number], receivedAt: string): TakenIn => ({
	kind: intake.kind,
	title: intake.title,
	content: intake.content,
	complainant: intake.complainant,
	complainant_contact: intake.complainant_contact,
	nature: intake.nature ?? null,
	product_name: intake.product_name ?? null,
	order_number: intake.order_number ?? null,
	customer_demand: intake.customer_demand ?? null,
	channel,
	received_at: receivedAt,
});
