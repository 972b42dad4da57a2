import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import vue from 'eslint-plugin-vue';
import typescript from 'typescript-eslint';

const typed = ['**/*.ts', '**/*.mts', '**/*.vue'];

export default defineConfig(
	globalIgnores(['**/node_modules/', '**/dist/', '.data/', '.runtime/', '**/.medusa/']),
	js.configs.recommended,
	{
		files: typed,
		extends: [typescript.configs.strictTypeChecked],
		languageOptions: {
			parserOptions: { projectService: true, extraFileExtensions: ['.vue'] },
		},
		rules: {
			// The compiler knows better what exists.
			'no-undef': 'off',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
			// Numbers and booleans read well in sentences.
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
			// Functions that answer a promise because their interface says so need not wait for anything.
			'@typescript-eslint/require-await': 'off',
			// `() => doIt()` is how callbacks are written here.
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
		},
	},
	{
		// Medusa is not installed beside the project; `npm run test:shop` checks the plugin's types where it is.
		files: ['extensions/medusa/**/*.ts', 'extensions/medusa/**/*.tsx'],
		extends: [typescript.configs.strict, typescript.configs.disableTypeChecked],
		languageOptions: { parserOptions: { projectService: false } },
	},
	{
		files: ['tests/**/*.ts'],
		rules: {
			// A test claims the shape of an answer where it reads it; what it then expects shows whether the claim was right.
			'@typescript-eslint/no-unnecessary-type-parameters': 'off',
		},
	},
	{
		files: ['**/*.vue'],
		extends: [vue.configs['flat/recommended']],
		languageOptions: { parserOptions: { parser: typescript.parser } },
		rules: {
			// Props, template refs and other components have types only vue-tsc sees, which checks these same things.
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
			'@typescript-eslint/restrict-plus-operands': 'off',
			// Prettier lays templates out.
			'vue/html-indent': 'off',
			'vue/max-attributes-per-line': 'off',
			'vue/singleline-html-element-content-newline': 'off',
			'vue/html-self-closing': 'off',
			'vue/html-closing-bracket-newline': 'off',
		},
	},
	{
		files: ['**/*.js', '**/*.mjs'],
		languageOptions: {
			globals: {
				process: 'readonly',
				URL: 'readonly',
				setTimeout: 'readonly',
				clearTimeout: 'readonly',
				setInterval: 'readonly',
				clearInterval: 'readonly',
				Buffer: 'readonly',
				fetch: 'readonly',
			},
		},
	},
	{
		// Medusa loads what a shop is made of as CommonJS.
		files: ['tests/shop/app/**/*.js'],
		languageOptions: { sourceType: 'commonjs', globals: { process: 'readonly' } },
	},
	{
		rules: {
			eqeqeq: 'error',
			'no-console': 'error',
			'prefer-const': 'error',
		},
	},
);
