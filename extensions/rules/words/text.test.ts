import { describe, expect, it } from 'vitest';
import { nearestLocale, say, text } from './text.js';

describe('saying a sentence', () => {
	it('fills in values, wherever and however often they are named', () => {
		expect(say(text('{a} of {b}, {a}', '{b} 中的 {a}'), 'en-US', { a: 3, b: 'five' })).toBe('3 of five, 3');
		expect(say(text('{a} of {b}', '{b} 中的 {a}'), 'zh-CN', { a: 3, b: 'five' })).toBe('five 中的 3');
	});

	it('says a value that is itself a text in the same language, with the same values', () => {
		const state = text('waiting for {who}', '等待{who}');
		const sentence = text('It is {state}.', '状态：{state}。');
		expect(say(sentence, 'zh-CN', { state, who: text('the head', '主管') })).toBe('状态：等待主管。');
	});

	it('leaves a placeholder standing when nothing is given for it, so that the gap is seen', () => {
		expect(say(text('Wait {hours} hours', '等待 {hours} 小时'), 'en-US')).toBe('Wait {hours} hours');
	});

	it('says nothing in place of an empty value', () => {
		expect(say(text('a{gap}b', 'a{gap}b'), 'en-US', { gap: '' })).toBe('ab');
	});

	it('does not read values as placeholders of its own', () => {
		expect(say(text('Title: {title}', '标题：{title}'), 'en-US', { title: '{secret}', secret: 'x' })).toBe('Title: {secret}');
	});
});

describe('the language nearest to a reader’s', () => {
	it.each([
		['zh-CN', 'zh-CN'],
		['zh-TW', 'zh-CN'],
		['ZH', 'zh-CN'],
		['en-GB', 'en-US'],
		['de-DE', 'en-US'],
		['', 'en-US'],
		[null, 'en-US'],
		[undefined, 'en-US'],
	])('of %s is %s', (language, locale) => {
		expect(nearestLocale(language)).toBe(locale);
	});
});
