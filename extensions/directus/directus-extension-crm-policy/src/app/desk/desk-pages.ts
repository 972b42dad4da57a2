import type { Words } from '../locale/en-US.js';

export interface DeskPage {
	/** Names the page in the navigation and begins its path. */
	key: string;
	icon: string;
	title: (words: Words) => string;
	/** Path below `/crm-desk`. */
	path: string;
}

/** The pages of the desk in the order of its navigation; the first is where it opens. What a page shows is in `index.ts`. */
export const deskPages = [
	{ key: 'inbox', icon: 'inbox', title: (words: Words) => words.desk.inbox, path: 'inbox/:box?/:task?' },
	{ key: 'today', icon: 'today', title: (words: Words) => words.today.title, path: 'today' },
	{ key: 'contacts', icon: 'contact_phone', title: (words: Words) => words.contacts.title, path: 'contacts' },
	{ key: 'care', icon: 'celebration', title: (words: Words) => words.care.title, path: 'care' },
	{ key: 'coverage', icon: 'monitoring', title: (words: Words) => words.coverage.title, path: 'coverage' },
	{ key: 'appraisals', icon: 'grading', title: (words: Words) => words.appraisals.title, path: 'appraisals' },
	{ key: 'feeds', icon: 'calendar_month', title: (words: Words) => words.feeds.title, path: 'feeds' },
	{ key: 'import', icon: 'upload_file', title: (words: Words) => words.imports.title, path: 'import/:id?' },
	{ key: 'merge', icon: 'merge', title: (words: Words) => words.merge.title, path: 'merge/:id?' },
	{ key: 'export', icon: 'output', title: (words: Words) => words.exports.title, path: 'export' },
	{ key: 'access', icon: 'visibility_lock', title: (words: Words) => words.access.title, path: 'access/:collection?/:id?' },
] as const satisfies readonly DeskPage[];

export type DeskPageKey = (typeof deskPages)[number]['key'];

export const pagePath = (key: DeskPageKey): string => `/crm-desk/${key}`;
