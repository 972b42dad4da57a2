import type { RoleKey } from '@crm-policy/rules/organisation/roles';

/** A rule about rows, as Directus writes them. */
export type Filter = Readonly<Record<string, unknown>>;

/**
 * Conditions that read like the sentence in the policy. Every comparison with the reader is `_in`, never `_eq`: compared with an
 * attribute the reader does not have, `_eq` becomes “is empty” and would show a person without a department every record
 * without one. Lists are followed by plain nesting, because `_some` works at the top of a rule only.
 */

const me = { _in: '$CURRENT_USER' } as const;
const myDepartment = { _in: '$CURRENT_USER.crm_department' } as const;

/** No condition. */
export const everything: Filter = {};

/** Records somebody answers for themselves. */
export const ownRecords: Filter = { owner: me };

/** Records of one's own department. */
export const ownDepartment: Filter = { department: myDepartment };

/** Rows that name the reader in a field. */
export const naming = (field: string): Filter => ({ [field]: me });

export const either = (...conditions: readonly Filter[]): Filter => ({ _or: conditions });

/**
 * What is left of “no condition” on the other side of a relation: that there is something. Directus drops an empty condition altogether, and
 * takes “names nobody” for true where there is nothing on the other side of a list.
 */
export const something: Filter = { id: { _nnull: true } };

/** The condition, asked of the record on the other side of a relation. */
export const through = (relation: string, condition: Filter): Filter => ({ [relation]: condition === everything ? something : condition });

/** Rows that belong to such records. A part never stands without its whole, so that no condition on the whole is none on the part. */
export const partOf = (relation: string, wholes: Filter): Filter => (wholes === everything ? everything : through(relation, wholes));

/** Both conditions at once; one that is none leaves the other as it is. */
export const both = (left: Filter, right: Filter): Filter =>
	left === everything ? right : right === everything ? left : { _and: [left, right] };

/**
 * Rows that do not name the reader. Excluding somebody is the one comparison that is not `_in`; it compares with the reader's id, which
 * everybody has who is signed in, and lets rows through that name nobody.
 */
export const notNaming = (field: string): Filter => either({ [field]: { _null: true } }, { [field]: { _nin: '$CURRENT_USER' } });

export const inStates = (...states: readonly string[]): Filter => ({ status: { _in: states } });

/** A task or copy that speaks to a role: to everyone who holds it, or to those of one department. */
const addressedToRole = (role: RoleKey): Filter => ({
	_and: [{ role: { _eq: role } }, { _or: [{ department: { _null: true } }, { department: myDepartment }] }],
});

/** Approval tasks that ask the reader, or that the reader has decided. A policy knows its role, so it is built for each. */
const tasksAsking = (role: RoleKey): Filter => either({ assignee: me }, { decided_by: me }, { on_behalf_of: me }, addressedToRole(role));

/** Records with an approval in which the reader is asked or has decided (REV-02, ORG-10). */
export const askedToDecide = (role: RoleKey): Filter => through('approvals', through('tasks', tasksAsking(role)));

/** Records with an approval the reader is kept informed of. */
export const copiedTo = (role: RoleKey): Filter => through('approvals', through('copies', either({ user: me }, addressedToRole(role))));

/** Contracts whose execution documents are addressed to the role (ORD-01). */
export const toBeExecutedBy = (role: RoleKey): Filter => through('notices', { role: { _eq: role } });

/** Approvals the reader has a part in: submitted, asked, decided, or informed. */
export const involvedIn = (role: RoleKey): Filter =>
	either({ started_by: me }, through('tasks', tasksAsking(role)), through('copies', either({ user: me }, addressedToRole(role))));
