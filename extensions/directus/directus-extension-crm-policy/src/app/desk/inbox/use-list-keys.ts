import { onScopeDispose } from 'vue';

export interface ListKeys {
	move(by: 1 | -1): void;
	open(): void;
	/** @returns whether there was something to close */
	close(): boolean;
}

const isTyping = (target: EventTarget | null): boolean =>
	target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

/** Buttons and links keep Enter for themselves. */
const actsItself = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest('button, a, summary') !== null;

const isCovered = (): boolean => document.querySelector('#dialog-outlet > *, #menu-outlet > *') !== null;

/**
 * j, k, Enter and Escape anywhere on the page, arrows within the list; silent while somebody types or a dialog or
 * menu is open. The host marks every Escape as handled, so that mark says nothing here.
 */
export function useListKeys(list: () => HTMLElement | null, keys: ListKeys): void {
	function pressed(event: KeyboardEvent): void {
		if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target) || isCovered()) return;
		const inList = event.target instanceof Node && (list()?.contains(event.target) ?? false);
		if (event.key === 'j' || (inList && event.key === 'ArrowDown')) keys.move(1);
		else if (event.key === 'k' || (inList && event.key === 'ArrowUp')) keys.move(-1);
		else if (event.key === 'Enter' && !actsItself(event.target)) keys.open();
		else if (event.key === 'Escape') {
			if (!keys.close()) return;
		} else return;
		event.preventDefault();
	}
	window.addEventListener('keydown', pressed);
	onScopeDispose(() => window.removeEventListener('keydown', pressed));
}
