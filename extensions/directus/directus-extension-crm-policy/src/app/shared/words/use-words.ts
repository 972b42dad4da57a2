import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { nearestLocale, type Locale } from '@crm-policy/rules/words/text';
import { enUS, type Words } from '../../locale/en-US.js';
import { zhCN } from '../../locale/zh-CN.js';

const languages: Readonly<Record<Locale, Words>> = { 'en-US': enUS, 'zh-CN': zhCN };

/** Our words in the language the signed-in person has chosen in Directus; follows a change of language. */
export function useWords(): { words: ComputedRef<Words>; locale: ComputedRef<Locale> } {
	const { locale: chosen } = useI18n();
	const locale = computed(() => nearestLocale(chosen.value));
	return { words: computed(() => languages[locale.value]), locale };
}

/** For names the host reads outside any component: it marks the chosen language on the page. */
export const wordsOfPage = (): Words => languages[nearestLocale(document.documentElement.lang)];
