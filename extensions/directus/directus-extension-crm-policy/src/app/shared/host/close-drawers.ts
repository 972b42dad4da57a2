/** Where Directus keeps whether its navigation and its sidebar are folded away. */
const kept = ['nav-bar-collapsed', 'sidebar-collapsed'] as const;

/** Narrower than this, Directus lays both over the page. */
const narrow = '(max-width: 960px)';

/**
 * Folds the host's navigation and sidebar away on a screen they would cover. On a telephone Directus opens both over every page that is
 * loaded, and nothing of the page is left to touch. It listens to changes of what it keeps, as from another tab.
 */
export function closeDrawers(): void {
	if (!window.matchMedia(narrow).matches) return;
	for (const key of kept) {
		const oldValue = localStorage.getItem(key);
		if (oldValue === 'true') continue;
		localStorage.setItem(key, 'true');
		window.dispatchEvent(new StorageEvent('storage', { key, oldValue, newValue: 'true', storageArea: localStorage }));
	}
}
