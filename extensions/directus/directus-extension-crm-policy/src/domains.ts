import { accessRequestDomains } from './access-requests/domain.js';
import { approvalDomains } from './approval/domain.js';
import { clearanceDomains } from './clearances/domain.js';
import { complaintDomains } from './complaints/domain.js';
import { contractAmendmentDomains } from './contract-amendments/domain.js';
import { contractReviewDomains } from './contract-review/domain.js';
import { correctiveActionDomains } from './corrective-actions/domain.js';
import { customerMergeDomains } from './customer-merges/domain.js';
import { customerDomains } from './customers/domain.js';
import { departureDomains } from './departures/domain.js';
import type { Row } from './engine/codec.js';
import type { Domains } from './engine/command-bus.js';
import type { Work } from './engine/context.js';
import type { Anchor, Domain } from './engine/domain.js';
import { executionNoticeDomains } from './execution-notices/domain.js';
import { giftDomains } from './gifts/domain.js';
import { hotlineDomains } from './hotlines/domain.js';
import { rulebookDomains } from './rulebooks/domain.js';
import { visitPlanDomains } from './visit-plans/domain.js';
import { visitDomains } from './visits/domain.js';
import { workingTimeDomains } from './working-time/domain.js';

/** Every domain but the approval engine. A new domain adds its line here. */
const subjects: readonly Domain[] = [
	...contractReviewDomains,
	...contractAmendmentDomains,
	...executionNoticeDomains,
	...clearanceDomains,
	...giftDomains,
	...customerDomains,
	...visitDomains,
	...visitPlanDomains,
	...accessRequestDomains,
	...complaintDomains,
	...correctiveActionDomains,
	...hotlineDomains,
	...rulebookDomains,
	...workingTimeDomains,
];

/** What people call a record of any domain. */
export const titleOf = (collection: string, row: Readonly<Row>): string =>
	subjects.find((domain) => domain.process.collection === collection)?.title(row) ?? String(row['id']);

/** Records to lock before one of a collection, as its domain says. */
const anchorsOf = async (work: Work, collection: string, id: string): Promise<readonly Anchor[]> =>
	(await all.get(collection)?.anchors?.(work, id)) ?? [];

const all: ReadonlyMap<string, Domain> = new Map(
	[...subjects, ...customerMergeDomains(titleOf), ...departureDomains(titleOf), ...approvalDomains(titleOf, anchorsOf)].map((domain) => [
		domain.process.collection,
		domain,
	]),
);

export const domains: Domains = { all: [...all.values()], of: (collection) => all.get(collection), anchors: anchorsOf };
