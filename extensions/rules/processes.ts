import { accessRequestProcess } from './access-requests/process.js';
import { approvalProcess } from './approval/approval-process.js';
import { approvalTaskProcess } from './approval/task-process.js';
import { clearanceProcess } from './clearances/process.js';
import { standingApprovalProcess } from './clearances/standing.js';
import { communicationProcess } from './communications/process.js';
import { compensationProcess } from './complaints/compensation-process.js';
import { complaintDutyProcess } from './complaints/duty-process.js';
import { complaintProcess } from './complaints/process.js';
import { complaintRulingProcess } from './complaints/ruling-process.js';
import { contractAmendmentProcess } from './contract-amendments/process.js';
import { contractDoubtProcess } from './contract-review/doubt-process.js';
import { contractProcess } from './contract-review/process.js';
import { correctiveActionProcess } from './corrective-actions/process.js';
import { customerMergeProcess } from './customer-merges/process.js';
import { consentProcess } from './customers/consent-process.js';
import { contactProcess } from './customers/contact-process.js';
import { customerProcess } from './customers/process.js';
import { transactionProcess } from './customers/transaction-process.js';
import { verificationRunProcess } from './customers/verification-run-process.js';
import { vettingProcess } from './customers/vetting-process.js';
import { departureProcess } from './departures/process.js';
import { executionNoticeProcess } from './execution-notices/process.js';
import { giftProcess } from './gifts/process.js';
import { hotlineProcess } from './hotlines/process.js';
import type { ProcessDeclaration, ProcessTypes } from './process/declaration.js';
import { rulebookProcess } from './rulebooks/process.js';
import { visitPlanProcess } from './visit-plans/process.js';
import { visitProcess } from './visits/process.js';
import { visitTaskProcess } from './visits/task-process.js';
import { workCalendarProcess } from './working-time/process.js';

/** A declaration whose domain types are known only to itself; the engine hands it the facts it asks for by name. */
export type AnyProcess = ProcessDeclaration;

const erase = <T extends ProcessTypes>(declaration: ProcessDeclaration<T>): AnyProcess => declaration as unknown as AnyProcess;

/** Every process there is. A new domain adds its line here. */
export const processes: readonly AnyProcess[] = [
	erase(contractProcess),
	erase(contractDoubtProcess),
	erase(contractAmendmentProcess),
	erase(executionNoticeProcess),
	erase(clearanceProcess),
	erase(standingApprovalProcess),
	erase(giftProcess),
	erase(customerProcess),
	erase(visitProcess),
	erase(visitTaskProcess),
	erase(visitPlanProcess),
	erase(contactProcess),
	erase(consentProcess),
	erase(communicationProcess),
	erase(vettingProcess),
	erase(transactionProcess),
	erase(verificationRunProcess),
	erase(accessRequestProcess),
	erase(complaintProcess),
	erase(complaintDutyProcess),
	erase(complaintRulingProcess),
	erase(compensationProcess),
	erase(correctiveActionProcess),
	erase(hotlineProcess),
	erase(customerMergeProcess),
	erase(departureProcess),
	erase(rulebookProcess),
	erase(workCalendarProcess),
	erase(approvalProcess),
	erase(approvalTaskProcess),
];

export const processOf = (collection: string): AnyProcess | undefined => processes.find((process) => process.collection === collection);
