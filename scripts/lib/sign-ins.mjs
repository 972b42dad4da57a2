import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './language.mjs';
import { root } from './project.mjs';

/** @typedef {import('./language.mjs').Language} Language */
/** @typedef {Record<Language, string>} Text */

/**
 * @typedef {object} SignIn one account of the demo company
 * @property {string} email
 * @property {Text} role
 * @property {Text | null} department
 */

/** @returns {SignIn[]} */
export function readSignIns() {
	return JSON.parse(readFileSync(join(root, 'seeds', 'demo', 'sign-ins.json'), 'utf8'));
}

/**
 * Columns a terminal gives a text: Chinese characters take two.
 * @param {string} text
 * @returns {number}
 */
export function displayWidth(text) {
	const wide = text.match(/[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/g);
	return text.length + (wide?.length ?? 0);
}

/**
 * @param {readonly (readonly string[])[]} rows the first one is the heading
 * @returns {string}
 */
export function formatTable(rows) {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))));
	const lines = rows.map((row) => row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell))).join('  '));
	const rule = widths.map((width) => '─'.repeat(width)).join('  ');
	return [lines[0], rule, ...lines.slice(1)].map((line) => `  ${line}`.trimEnd()).join('\n');
}

/**
 * The table of sign-ins that `npm start` ends with.
 * @param {readonly SignIn[]} signIns
 * @param {Language} language
 * @returns {string}
 */
export function signInTable(signIns, language) {
	const heading = [say('signIns.email'), say('signIns.role'), say('signIns.department')];
	return formatTable([heading, ...signIns.map(({ email, role, department }) => [email, role[language], department?.[language] ?? '–'])]);
}
