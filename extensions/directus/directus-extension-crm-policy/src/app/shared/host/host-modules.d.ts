/** The host hands these modules to every extension at run time; only what this app uses of them is declared. */

declare module 'vue-i18n' {
	import type { Ref } from 'vue';

	export function useI18n(): { locale: Ref<string> };
}

declare module 'vue-router' {
	export interface RouteTarget {
		name?: string;
		path?: string;
		params?: Record<string, string | undefined>;
		query?: Record<string, string | undefined>;
	}

	export interface Router {
		push(target: string | RouteTarget): Promise<unknown>;
		replace(target: string | RouteTarget): Promise<unknown>;
	}

	export interface Route {
		readonly path: string;
		readonly params: Readonly<Record<string, string | readonly string[] | undefined>>;
		readonly query: Readonly<Record<string, string | readonly (string | null)[] | null | undefined>>;
	}

	export function useRouter(): Router;
	export function useRoute(): Route;
}
