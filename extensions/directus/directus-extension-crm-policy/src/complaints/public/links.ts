import { createHash, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { StatusSource } from '@crm-policy/rules/complaints/public-status';
import { decodeRow } from '../../engine/codec.js';
import { firstOf } from '../../engine/rows.js';

/** 256 random bits: nobody finds a link by trying. */
const secretBytes = 32;
const secretPattern = /^[\w-]{43}$/;

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Makes the status link of a complaint. Its secret is returned once; what is kept is a hash of it. */
export async function createLink(trx: Knex, complaint: string, now: string): Promise<string> {
	const secret = randomBytes(secretBytes).toString('base64url');
	await trx('crm_complaint_links').insert({ secret_hash: hashOf(secret), complaint, created_at: now });
	return secret;
}

/** What a link shows; undefined alike for a secret that is wrong, revoked, or of a complaint that is gone. */
export async function findByLink(database: Knex, secret: string): Promise<StatusSource | undefined> {
	if (!secretPattern.test(secret)) return undefined;
	const raw = await firstOf(
		database('crm_complaint_links')
			.join('crm_complaints', 'crm_complaints.id', 'crm_complaint_links.complaint')
			.where('crm_complaint_links.secret_hash', hashOf(secret))
			.whereNull('crm_complaint_links.revoked_at')
			.select('status', 'received_at', 'registered_at', 'replied_at', 'closed_at', 'reopened_at')
			.first(),
	);
	return raw === undefined ? undefined : (decodeRow('crm_complaints', raw) as unknown as StatusSource);
}

/** Ends every link of a complaint; returns how many there were. */
export async function revokeLinks(database: Knex, complaint: string, by: string | null, now: string): Promise<number> {
	return database('crm_complaint_links').where({ complaint }).whereNull('revoked_at').update({ revoked_at: now, revoked_by: by });
}
