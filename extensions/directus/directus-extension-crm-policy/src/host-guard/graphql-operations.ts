/** Operations of the host's GraphQL interface to system data that are closed, by the part of the guard that closes them. */

/** Making or checking hashes, for whoever asks. */
const hashing = /\butils_hash_(?:generate|verify)\b/;

/** What is meant for people who have not signed in and costs the host a hash, a mail or a search: once per request. */
const costly = /\b(?:auth_login|auth_refresh|auth_password_request|auth_password_reset|users_invite_accept|users_register(?:_verify)?)\b/g;

/** Deletes that act although they are refused. */
const deletes = /\bdelete_(?:flows|users)_items?\b/;

export const asksForHash = (names: string): boolean => hashing.test(names);

export const repeatsCostly = (names: string): boolean => (names.match(costly)?.length ?? 0) > 1;

export const deletesPeopleOrFlows = (names: string): boolean => deletes.test(names);
