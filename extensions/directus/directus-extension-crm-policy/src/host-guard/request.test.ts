import { expect, it } from 'vitest';
import { withoutEmptySteps } from './request.js';

it.each([
	['/utils//hash/generate', '/utils/hash/generate'],
	['//utils///hash/', '/utils/hash/'],
	['/flows//trigger//x?path=a//b', '/flows/trigger/x?path=a//b'],
	['/items/posts?search=//', '/items/posts?search=//'],
	['/items/posts', '/items/posts'],
])('reads %s as %s', (sent, read) => {
	expect(withoutEmptySteps(sent)).toBe(read);
});
