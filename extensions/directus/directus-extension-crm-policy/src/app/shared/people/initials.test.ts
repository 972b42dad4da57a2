import { expect, it } from 'vitest';
import { initialsOf } from './initials.js';

it.each([
	['Anna Maria Schmidt', 'AS'],
	['Cher', 'C'],
	['王建国', '建国'],
	['欧阳 娜', '阳娜'],
	['', ''],
])('shortens %j to %j', (name, initials) => {
	expect(initialsOf(name)).toBe(initials);
});
