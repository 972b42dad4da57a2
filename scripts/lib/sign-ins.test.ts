import { describe, expect, it } from 'vitest';
import { displayWidth, formatTable, signInTable } from './sign-ins.mjs';

describe('the table of sign-ins', () => {
	it('counts Chinese characters as two columns', () => {
		expect(displayWidth('销售部')).toBe(6);
		expect(displayWidth('Sales 部')).toBe(8);
	});

	it('lines columns up', () => {
		const lines = formatTable([
			['a', '部门'],
			['longer', 'b'],
		]).split('\n');
		expect(lines).toEqual(['  a       部门', '  ──────  ────', '  longer  b']);
	});

	it('is in the language of the demo, and has a dash for who has no department', () => {
		const signIns = [{ email: 'newcomer@example.com', role: { 'en-US': 'Newcomer', 'zh-CN': '新员工' }, department: null }];
		expect(signInTable(signIns, 'zh-CN').split('\n').at(-1)).toMatch(/newcomer@example\.com\s+新员工\s+–/);
	});
});
