import { executionNoticeProcess } from '@crm-policy/rules/execution-notices/process';
import type { AnyProcess } from '@crm-policy/rules/processes';
import type { Domain } from '../engine/domain.js';

/** Execution notices need nothing beside their own row. */
export const executionNoticeDomains: readonly Domain[] = [
	{ process: executionNoticeProcess as unknown as AnyProcess, title: (row) => String(row['number'] ?? row['kind']), facts: {} },
];
