import { locales, text, type Text } from '@crm-policy/rules/words/text';
import type { SystemObject } from '@crm-policy/schema/model-type';

/** The heading Directus gives the notification of a refusal, by the code of the error. What it says below comes with the refusal. */
const titles: Readonly<Record<string, Text>> = {
	POLICY_VIOLATION: text('Not allowed by the rules', '不符合制度规定'),
	STALE_REVISION: text('Changed in the meantime', '记录已被他人修改'),
	UNSAFE_CONFIGURATION: text('Commands are closed until a setting is put right', '系统设置存在问题，操作暂停'),
	SCOPING_UNAVAILABLE: text('Data are closed: access rules cannot be applied', '无法执行访问规则，数据暂停访问'),
};

export const errorTitles = (): readonly SystemObject[] =>
	Object.entries(titles).flatMap(([code, title]) =>
		locales.map((language) => ({
			key: `error-title:${language}:${code}`,
			service: 'translations' as const,
			match: { key: `errors.${code}`, language },
			values: { value: title[language] },
		})),
	);
