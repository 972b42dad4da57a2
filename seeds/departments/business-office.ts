import { text } from '@crm-policy/rules/words/text';
import { archiveIncomplete, prospects, vetting } from '../desk/bookmarks.js';
import { amendmentsConcerning, concernedReading, concerning } from './contract-work.js';
import { archiveCustody } from './customer-records.js';
import { complaintsNotAboutReader } from './complaint-rows.js';
import { complaintHandling } from './complaint-work.js';
import { foundInvalid, statusList, toVerify } from '../desk/customer-bookmarks.js';
import { complaintsToRegister } from '../desk/complaint-bookmarks.js';
import type { Department } from './department.js';
import { everything } from './fragments.js';
import { giftsConcerning } from './gift-work.js';
import { mayRead } from './permission.js';
import { approvalsOf, calendarDrafting, staff } from './staff.js';

const role = 'information-administrator';

/** The Business Office with its information administrator, the one custodian of the customer archive (CUS-04). */
export const businessOffice: Department = {
	key: 'business-office',
	name: text('Business Office', '业务室'),
	duties: text(
		'Keeps the customer archive safely, issues the status list from it and drafts the working calendars.',
		'妥善保管客户档案，据以编制客户状况一览表，并起草工作日历。',
	),
	clauses: ['CUS-03', 'CUS-04', 'CUS-05'],
	roles: [
		{
			role,
			icon: 'folder_shared',
			description: text('The whole customer archive.', '全部客户档案。'),
			permissions: [
				...staff(
					{
						contracts: concerning(role),
						amendments: amendmentsConcerning(role),
						customers: everything,
						complaints: complaintsNotAboutReader,
					},
					{ managesCalendars: true },
				),
				...archiveCustody,
				...complaintHandling(role),
				...calendarDrafting,
				...concernedReading(role),
				mayRead('crm_gifts', giftsConcerning(role)),
				...approvalsOf(role),
			],
			bookmarks: [statusList, archiveIncomplete, toVerify, foundInvalid, complaintsToRegister, vetting, prospects],
		},
	],
	dashboard: {
		figures: [statusList, archiveIncomplete, toVerify, foundInvalid, complaintsToRegister, vetting],
		lists: [complaintsToRegister, archiveIncomplete, foundInvalid],
	},
};
