import type { SeedRow } from '@crm-policy/schema/model-type';
import { stableId } from '../stable-id.js';
import { clauses } from './catalogue.js';

/** The clause catalogue as rows. They follow the catalogue until the company changes one. */
export const clauseRows = (): readonly SeedRow[] =>
	clauses.map(({ id, title, source }) => ({
		collection: 'crm_clauses',
		key: { id: stableId('clause', id) },
		values: { clause: id, title: title['en-US'], title_zh: title['zh-CN'], source },
		mode: 'converge',
	}));
