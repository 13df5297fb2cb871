import { builtinRules } from 'eslint/use-at-your-own-risk';
import tseslint from 'typescript-eslint';

/** Sizes warn at the aim and fail at twice the aim, so that nobody shreds a parser to please a number. */
const limits = (factor) => ({
  'max-lines': [
    factor === 1 ? 'warn' : 'error',
    { max: 300 * factor, skipBlankLines: true, skipComments: true },
  ],
  'max-lines-per-function': [
    factor === 1 ? 'warn' : 'error',
    { max: 50 * factor, skipBlankLines: true, skipComments: true },
  ],
  complexity: [factor === 1 ? 'warn' : 'error', 10 * factor],
  'max-depth': [factor === 1 ? 'warn' : 'error', 3 * factor],
  'max-params': [factor === 1 ? 'warn' : 'error', 4 * factor],
});

/** A second copy of each size rule under another name: ESLint gives a rule one severity only. */
const doubled = {
  rules: Object.fromEntries(Object.keys(limits(1)).map((name) => [`${name}-twice`, builtinRules.get(name)])),
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { twice: doubled },
    rules: {
      'no-console': 'error',
      ...limits(1),
      ...Object.fromEntries(Object.entries(limits(2)).map(([name, value]) => [`twice/${name}-twice`, value])),
    },
  },
  {
    files: ['src/store/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
    },
  },
);
