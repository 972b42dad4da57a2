import type { RoleKey } from '@crm-policy/rules/organisation/roles';
import type { ClauseId } from '@crm-policy/rules/process/violation';
import type { Text } from '@crm-policy/rules/words/text';
import type { Bookmark } from '../desk/bookmark.js';
import type { Dashboard } from '../desk/dashboard.js';
import type { Permission } from './permission.js';

/** A role a department gives its people: what its access policy lets them see and do, and the views they start from. */
export interface RoleDeclaration {
	readonly role: RoleKey;
	readonly icon: string;
	readonly description: Text;
	readonly permissions: readonly Permission[];
	readonly bookmarks?: readonly Bookmark[];
}

/** A department of the company, with its duties as the policies state them (ORG-01 to ORG-11, GOV-04). */
export interface Department {
	readonly key: string;
	readonly name: Text;
	readonly duties: Text;
	readonly clauses: readonly ClauseId[];
	readonly roles: readonly RoleDeclaration[];
	/** What everybody of it sees at a glance; made of views all its roles may read. */
	readonly dashboard: Dashboard;
}
