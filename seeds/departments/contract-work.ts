import { answerFields } from '@crm-policy/rules/contract-review/process';
import type { RoleKey } from '@crm-policy/rules/organisation/roles';
import { askedToDecide, copiedTo, either, naming, ownRecords, partOf, through, toBeExecutedBy, type Filter } from './fragments.js';
import { belongsToMaker, mayCreate, mayDelete, mayRead, mayUpdate, type Permission } from './permission.js';

/** What reviewers answer on an amendment (REV-05, AMD-03). */
const amendmentAnswers = ['capable', 'risks'] as const;

/** Sections of the review form; they carry no data. */
const reviewFormParts = ['class_a', 'class_b', 'class_c', 'class_d', 'answers'] as const;

/** Contracts somebody meets because they are asked, informed or have to execute them. */
export const concerning = (role: RoleKey): Filter => either(askedToDecide(role), copiedTo(role), toBeExecutedBy(role));

export const amendmentsConcerning = (role: RoleKey): Filter => either(askedToDecide(role), copiedTo(role));

/** Contracts and amendments with everything that belongs to them. */
export const contractReading = (rows: Filter, amendments: Filter): readonly Permission[] => [
	mayRead('crm_contracts', rows),
	mayRead('crm_contract_lines', partOf('contract', rows)),
	mayRead('crm_contract_files', partOf('contract', rows)),
	mayRead('crm_contract_reviews', partOf('contract', rows)),
	mayRead('crm_contract_doubts', partOf('contract', rows)),
	mayRead('crm_contract_versions', partOf('contract', rows)),
	mayRead('crm_contract_amendments', amendments),
	mayRead('crm_contract_amendment_lines', partOf('amendment', amendments)),
];

/**
 * Draws up contracts and amendments and sees them through (ORG-10). The answers of the review form are the reviewers' alone.
 * `rows` are the contracts whose drafts may be edited; which state allows it, the process says, with its clause.
 */
export const contractDrafting = (rows: Filter): readonly Permission[] => {
	const ofContract = partOf('contract', rows);
	const ofAmendment = partOf('amendment', rows);
	return [
		mayCreate('crm_contracts', belongsToMaker),
		mayUpdate('crm_contracts', rows),
		mayDelete('crm_contracts', ownRecords),
		mayCreate('crm_contract_lines'),
		mayUpdate('crm_contract_lines', ofContract),
		mayDelete('crm_contract_lines', ofContract),
		mayCreate('crm_contract_files'),
		mayDelete('crm_contract_files', ofContract),
		mayCreate('crm_contract_reviews', { without: answerFields }),
		mayUpdate('crm_contract_reviews', ofContract, { without: answerFields }),
		mayCreate('crm_contract_amendments', { without: amendmentAnswers, ...belongsToMaker }),
		mayUpdate('crm_contract_amendments', rows, { without: amendmentAnswers }),
		mayDelete('crm_contract_amendments', ownRecords),
		mayCreate('crm_contract_amendment_lines'),
		mayUpdate('crm_contract_amendment_lines', ofAmendment),
		mayDelete('crm_contract_amendment_lines', ofAmendment),
	];
};

/** Voices doubts about clauses and edits one's own while they are open (REV-08). */
export const doubting: readonly Permission[] = [
	mayCreate('crm_contract_doubts', { fields: ['contract', 'clause_text', 'opinion', 'actions'], presets: { raised_by: '$CURRENT_USER' } }),
	mayUpdate('crm_contract_doubts', naming('raised_by'), { fields: ['clause_text', 'opinion', 'actions'] }),
];

/**
 * Answers the review form of contracts one is asked about (REV-09 to REV-12). The lists on the contract are writable so that the
 * form and its doubts can be filled in from the contract's own page.
 */
export const answering = (role: RoleKey): readonly Permission[] => [
	mayUpdate('crm_contracts', askedToDecide(role), { fields: ['reviews', 'doubts', 'actions', 'timeline'] }),
	mayUpdate('crm_contract_reviews', through('contract', askedToDecide(role)), { fields: [...answerFields, ...reviewFormParts] }),
	mayUpdate('crm_contract_amendments', askedToDecide(role), { fields: [...amendmentAnswers, 'actions', 'timeline', 'review'] }),
	...doubting,
];

/** Reads what one is asked about, informed of or has to execute; nothing else. */
export const concernedReading = (role: RoleKey): readonly Permission[] => contractReading(concerning(role), amendmentsConcerning(role));
