import tseslint from 'typescript-eslint';

const objectEquality = {
  selector:
    "BinaryExpression[operator=/^[!=]==?$/]:not([right.type='Literal']):not([right.name='undefined']) > Identifier[name=/(bytes|Bytes|digest|Digest|mac|Mac)$/]",
  message: 'Bytes are compared by equalBytes(), never by identity.',
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      '.parley/',
      '.next/',
      'server/db/generated/',
      '**/registered.ts',
      '**/*.mjs',
      '**/*.cjs',
      'public/',
      '**/*.d.ts',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/strict-boolean-expressions': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-syntax': ['error', objectEquality],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, varsIgnorePattern: '^_', argsIgnorePattern: '^_' },
      ],
      eqeqeq: 'error',
      'max-len': [
        'error',
        {
          code: 100,
          comments: 100,
          ignoreUrls: true,
          ignoreStrings: true,
          ignoreTemplateLiterals: true,
          ignoreRegExpLiterals: true,
        },
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(\\.\\./){3}',
              message: 'Climb two levels at most; from further away use #app, #enclave, #server or #test.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['enclave-jobs/**/*.ts'],
    ignores: ['**/*.main.ts'],
    rules: { 'no-console': 'error', 'max-lines': ['error', 300] },
  },
);
