import { describe, expect, it } from 'vitest';
import { between, saySpan } from './say-time.js';

const HOUR = 3_600_000;

describe('a span of time', () => {
	it.each([
		[59 * 60_000, '59 min', '59分钟'],
		[3.9 * HOUR, '3 hr', '3小时'],
		[47 * HOUR, '47 hr', '47小时'],
		[49 * HOUR, '2 days', '2天'],
		[-HOUR, '0 min', '0分钟'],
	])('of %d ms is said in its largest fitting unit', (length, english, chinese) => {
		expect(saySpan(length, 'en-US')).toBe(english);
		expect(saySpan(length, 'zh-CN')).toBe(chinese);
	});

	it('is negative for what is still to come', () => {
		expect(between('2026-11-22T10:00:00.000Z', new Date('2026-11-22T09:00:00.000Z'))).toBe(-HOUR);
	});
});
