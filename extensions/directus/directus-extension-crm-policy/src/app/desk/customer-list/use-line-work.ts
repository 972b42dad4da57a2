import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Command } from '../../shared/api/contract.js';
import { Failure, readFailure } from '../../shared/api/failure.js';
import { useCrmApi } from '../../shared/api/use-crm-api.js';
import { useWords } from '../../shared/words/use-words.js';

/** A contact that is about to be recorded: the customer, and the command with its form. */
export interface Recording {
	readonly customer: string;
	readonly command: Command;
}

export interface LineWork {
	/** The line something is being done for, by its key. */
	readonly working: Ref<string | null>;
	readonly failure: ShallowRef<Failure | null>;
	/** What was done last, in words. */
	readonly done: Ref<string | null>;
	readonly recording: ShallowRef<Recording | null>;
	/** Does something for a line and says what went wrong. */
	readonly attempt: (line: string, work: () => Promise<void>) => Promise<void>;
	/** Opens the form with which contact with a customer is recorded, for those who may. */
	readonly record: (line: string, customer: string, prepared?: (command: Command) => Command) => Promise<void>;
	/** Closes the form without having recorded anything. */
	readonly leave: () => void;
	/** Closes the form and says what was done. */
	readonly recorded: (said: string) => void;
}

/** What is done for one line of a list of customers, above all recording contact with them (COM-02). */
export function useLineWork(): LineWork {
	const api = useCrmApi();
	const { words } = useWords();
	const working = ref<string | null>(null);
	const failure = shallowRef<Failure | null>(null);
	const done = ref<string | null>(null);
	const recording = shallowRef<Recording | null>(null);

	async function attempt(line: string, work: () => Promise<void>): Promise<void> {
		working.value = line;
		failure.value = null;
		done.value = null;
		try {
			await work();
		} catch (thrown) {
			failure.value = readFailure(thrown);
		} finally {
			working.value = null;
		}
	}

	return {
		working,
		failure,
		done,
		recording,
		attempt,
		record: (line, customer, prepared = (command) => command) =>
			attempt(line, async () => {
				const { data } = await api.commands('crm_customers', customer);
				const command = data.find((known) => known.command === 'record_contact' && known.allowed);
				if (command === undefined) throw new Failure('refused', words.value.contacts.notYours);
				recording.value = { customer, command: prepared(command) };
			}),
		leave: () => {
			recording.value = null;
		},
		recorded: (said) => {
			done.value = said;
			recording.value = null;
		},
	};
}
