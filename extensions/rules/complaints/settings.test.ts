import { describe, expect, it } from 'vitest';
import { minimalRulebook } from '../testing/rulebook.js';
import { complaintRulesModel } from './settings.js';

const rules = minimalRulebook.complaints;
const problems = (differing: Readonly<Record<string, unknown>>): readonly string[] =>
	complaintRulesModel.safeParse({ ...rules, ...differing }).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('the part of the rulebook about complaints', () => {
	it('accepts what every queue and every limit is named in', () => {
		expect(problems({})).toEqual([]);
	});

	it.each<[string, Readonly<Record<string, unknown>>, string]>([
		['no category at all', { axes: { cause: false, target: false } }, 'axes'],
		[
			'an urgency without limits (SLA-01)',
			{ limits: { immediate: rules.limits.immediate, urgent: rules.limits.urgent } },
			'limits.ordinary',
		],
		['a complaint nobody would handle (CMP-01)', { routing: rules.routing.slice(0, 1) }, 'routing.0.when'],
		['no routing', { routing: [] }, 'routing'],
		['a deputy who is the same', { routing: [{ ...rules.routing[2], deputy: 'service-agent' }] }, 'routing.0.deputy'],
		[
			'a department without anybody',
			{ departments: { management: 'service-manager', business: 'business-head' } },
			'departments.production',
		],
		['nobody who registers', { registrars: [] }, 'registrars'],
		[
			'amounts nobody decides on',
			{ compensation: { ...rules.compensation, bands: [{ up_to: '5.00', route: 'r' }] } },
			'compensation.bands.0.up_to',
		],
		[
			'two bands without a limit',
			{
				compensation: {
					...rules.compensation,
					bands: [
						{ up_to: null, route: 'r' },
						{ up_to: null, route: 's' },
					],
				},
			},
			'compensation.bands.0.up_to',
		],
		[
			'bands out of order',
			{
				compensation: {
					...rules.compensation,
					bands: [
						{ up_to: '5.00', route: 'r' },
						{ up_to: '5', route: 's' },
						{ up_to: null, route: 't' },
					],
				},
			},
			'compensation.bands.1.up_to',
		],
		['a letter in one language', { reply_letter: { 'en-US': rules.reply_letter['en-US'] } }, 'reply_letter.zh-CN'],
	])('refuses %s', (_, differing, path) => {
		expect(problems(differing)).toContain(path);
	});
});
