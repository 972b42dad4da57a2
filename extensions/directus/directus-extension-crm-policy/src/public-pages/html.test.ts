import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from './html.js';

describe('Markup of public pages', () => {
	it('lets no text from outside become markup or leave its attribute', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', '投', ' ') }), (outside) => {
				const { markup } = html`<p title="${outside}">${outside}</p>`;
				const [, attribute = '', content = ''] = /^<p title="([^"]*)">([^<]*)<\/p>$/.exec(markup) ?? [];
				const decode = (escaped: string) =>
					escaped.replace(
						/&(lt|gt|quot|#39|amp);/g,
						(_all, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name] ?? '',
					);
				expect([decode(attribute), decode(content)]).toEqual([outside, outside]);
			}),
		);
	});

	it('takes its own pieces as they are, also in lists', () => {
		const entries = ['a', '<b>'].map((entry) => html`<li>${entry}</li>`);
		expect(html`${entries}`.markup).toBe('<li>a</li><li>&lt;b&gt;</li>');
	});

	it('writes nothing for what is not there', () => {
		expect(html`<p>${null}${undefined}${false}${[]}${0}</p>`.markup).toBe('<p>0</p>');
	});
});
