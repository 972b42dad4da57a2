import type { Text, TextValues } from '@crm-policy/rules/words/text';
import { inAllLanguages } from '../engine/refuse-to-start.js';

/** A reason against setting up that somebody can do something about; it is said in every language. */
export class CannotSetUp extends Error {
	constructor(sentence: Text, values: TextValues = {}) {
		super(inAllLanguages(sentence, values));
		this.name = 'CannotSetUp';
	}
}
