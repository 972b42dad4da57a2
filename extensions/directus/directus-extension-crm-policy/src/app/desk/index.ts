import type { Component } from 'vue';
import { defineModule } from '@directus/extensions-sdk';
import { wordsOfPage } from '../shared/words/use-words.js';
import { deskPages, pagePath, type DeskPageKey } from './desk-pages.js';
import ExportPage from './export/export-page.vue';
import ImportPage from './import/import-page.vue';
import AppraisalsPage from './appraisals/appraisals-page.vue';
import CarePage from './care/care-page.vue';
import ContactsPage from './contacts/contacts-page.vue';
import CoveragePage from './coverage/coverage-page.vue';
import FeedsPage from './feeds/feeds-page.vue';
import AccessPage from './access/access-page.vue';
import MergePage from './merge/merge-page.vue';
import InboxPage from './inbox/inbox-page.vue';
import TodayPage from './today/today-page.vue';

const components: Readonly<Record<DeskPageKey, Component>> = {
	inbox: InboxPage,
	today: TodayPage,
	contacts: ContactsPage,
	care: CarePage,
	coverage: CoveragePage,
	appraisals: AppraisalsPage,
	feeds: FeedsPage,
	import: ImportPage,
	merge: MergePage,
	export: ExportPage,
	access: AccessPage,
};

export default defineModule({
	id: 'crm-desk',
	get name() {
		return wordsOfPage().parts.desk;
	},
	get description() {
		return wordsOfPage().parts.deskDescription;
	},
	icon: 'inbox',
	routes: [
		{ path: '', redirect: pagePath(deskPages[0].key) },
		...deskPages.map((page) => ({ name: `crm-desk-${page.key}`, path: page.path, component: components[page.key], props: true })),
	],
});
