// The habits that a machine can keep: limits of size, the import matrix (test/project/layers.json), where time,
// chance, the environment and the console may be touched, and a description on everything in schema/.
const { posix } = require('node:path');
const js = require('@eslint/js');
const graphql = require('@graphql-eslint/eslint-plugin').default;
const tseslint = require('typescript-eslint');
const { anyLibrary, imports, libraries, pure } = require('./test/project/layers.json');

const SOURCES = ['src/**/*.ts', 'migrations/**/*.ts', 'sandbox/**/*.ts', 'lab/conformance/**/*.ts'];
const GENERATED = 'src/graphql/generated.ts';
/** What these import is not installed here: `npm run bench` and `npm run test:publisher` look at them. */
const APART = ['lab/bench/peers/', 'examples/publisher/src/'];
const NOTHING = '$.';

const isFile = (path) => path.endsWith('.ts');
const escaped = (text) => text.replaceAll(/[.*+?^$()[\]{}|\\/]/g, String.raw`\$&`);

/** The relative specifiers that lead from `folder` to `target`, as a piece of a regular expression. */
function leadingTo(target, folder) {
  const path = posix.relative(folder, target.replace(/\.ts$/, ''));
  return (
    escaped(path.startsWith('.') ? path : `./${path}`) + (isFile(target) ? '$' : String.raw`(?:\/(?!\.\.)|$)`)
  );
}

/** What a file `depth` folders below its layer must not import; a relative path means another thing at each depth. */
function refusedImports(layer, depth) {
  const folder = isFile(layer) ? posix.dirname(layer) : layer + '/x'.repeat(depth);
  const within = String.raw`(?:\.|\.\.(?:\/\.\.){0,${depth - 1}})\/(?!\.\.)`;
  const inside = depth === 0 ? String.raw`\.\/` : within;
  const others = imports[layer].map((target) => leadingTo(target, folder));
  const allowed = [isFile(layer) ? NOTHING : inside, ...others];
  const homed = Object.keys(libraries).filter((library) => libraries[library].includes(layer));
  const builtins = pure.includes(layer) ? NOTHING : 'node:.*';
  const home = anyLibrary.includes(layer) ? '.*' : [...homed.map(escaped), builtins].join('|');
  return [
    {
      regex: String.raw`^(?=\.)(?!${allowed.join('|')})`,
      message: `Arrows point at the model: ${layer} may import ${imports[layer].join(', ') || 'nothing'}.`,
    },
    {
      regex: String.raw`^(?!\.)(?!(?:${home})(?:\/|$))`,
      message: `Every library has one home (test/project/layers.json), and ${layer} is not this one's.`,
    },
  ];
}

function importMatrix() {
  const layers = Object.keys(imports);
  return layers.flatMap((layer) =>
    (isFile(layer) ? [0] : [0, 1, 2]).map((depth) => ({
      files: [isFile(layer) ? layer : `${layer}/${'*/'.repeat(depth)}*.ts`],
      ignores: layers
        .filter((other) => other.startsWith(`${layer}/`))
        .map((other) => (isFile(other) ? other : `${other}/**`)),
      rules: { 'no-restricted-imports': ['error', { patterns: refusedImports(layer, depth) }] },
    })),
  );
}

const shapes = [
  ['ExportDefaultDeclaration', 'Named exports only.'],
  ['ExportAllDeclaration', 'No barrel files: import from where a thing is.'],
  ['TSEnumDeclaration', 'A union of strings instead of an enum.'],
];
const ENVIRONMENT = 'Only src/settings/config.ts reads the environment.';
const environment = [
  ['MemberExpression[object.name="process"][property.name="env"]', ENVIRONMENT],
  ['VariableDeclarator[init.name="process"]', ENVIRONMENT],
  ['ImportSpecifier[imported.name="env"]', ENVIRONMENT],
];
const TIME = 'Time is an argument: see clock in src/app.ts.';
const CHANCE = 'Chance is an argument: it comes from src/app.ts.';
const RANDOM = '/^(randomUUID|randomBytes|randomInt|getRandomValues)$/';
const timeAndChance = [
  ['MemberExpression[object.name="Date"][property.name="now"]', TIME],
  ['NewExpression[callee.name="Date"][arguments.length=0]', TIME],
  ['CallExpression[callee.name="Date"]', TIME],
  ['MemberExpression[object.name="performance"]', TIME],
  ['MemberExpression[object.name="Math"][property.name="random"]', CHANCE],
  [`ImportSpecifier[imported.name=${RANDOM}]`, CHANCE],
  [`MemberExpression[object.name=/crypto/i][property.name=${RANDOM}]`, CHANCE],
];

/** The refusals for the files of one block; a later block replaces an earlier one's whole list. */
function refusing(...lists) {
  const entries = lists.flat().map(([selector, message]) => ({ selector, message }));
  return { 'no-restricted-syntax': ['error', ...entries] };
}

module.exports = [
  { ignores: ['node_modules/', '.data/', '**/dist/', 'coverage/', GENERATED, ...APART] },
  { files: ['**/*.js', '**/*.ts'], ...js.configs.recommended },
  ...tseslint.configs.recommendedTypeChecked.map((block) => ({ files: ['**/*.ts'], ...block })),
  {
    files: ['**/*.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        ...{ require: 'readonly', module: 'writable', process: 'readonly', __dirname: 'readonly' },
        ...{ console: 'readonly', fetch: 'readonly', AbortSignal: 'readonly' },
      },
    },
  },
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: __dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', 250],
      'max-lines-per-function': ['error', { max: 50, skipComments: true }],
      'max-params': ['error', 3],
      'max-depth': ['error', 3],
      complexity: ['error', 15],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
          ignoreRestSiblings: true,
        },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // A resolver or a fake is async for what its callers expect, also where it has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
    },
  },
  { files: SOURCES, rules: refusing(shapes, environment) },
  { files: ['src/settings/config.ts'], rules: refusing(shapes) },
  {
    files: ['model', 'rules', 'changes', 'provisioning', 'store'].map((folder) => `src/${folder}/**/*.ts`),
    rules: refusing(shapes, environment, timeAndChance),
  },
  { files: ['src/**/*.ts'], ignores: ['src/main.ts'], rules: { 'no-console': 'error' } },
  { files: ['migrations/**/*.ts'], rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' } },
  {
    files: ['test/**/*.ts', 'lab/gateways/**/*.ts', 'examples/publisher/test/*.ts'],
    rules: {
      'max-lines': ['error', 300],
      'max-lines-per-function': 'off',
      // What a response or a row holds is what the test is about to say.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  ...importMatrix(),
  {
    files: ['schema/*.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: {
      parser: graphql.parser,
      // As printed from these files: the plugin cannot build a subgraph with @apollo/subgraph 2.15 itself.
      parserOptions: { graphQLConfig: { schema: 'docs/schema.graphql' } },
    },
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      '@graphql-eslint/require-description': [
        'error',
        { types: true, FieldDefinition: true, InputValueDefinition: true, EnumValueDefinition: true },
      ],
      '@graphql-eslint/require-nullable-result-in-root': 'error',
      '@graphql-eslint/no-scalar-result-type-on-mutation': 'error',
      '@graphql-eslint/input-name': ['error', { checkQueries: false, caseSensitiveInputType: false }],
      '@graphql-eslint/naming-convention': [
        'error',
        {
          types: 'PascalCase',
          FieldDefinition: 'camelCase',
          InputValueDefinition: 'camelCase',
          EnumValueDefinition: 'UPPER_CASE',
        },
      ],
      // Course.courseRuns and Seat.seatType are Open edX's own words.
      '@graphql-eslint/no-typename-prefix': 'off',
      // An extension cannot carry a description, so a comment above one is no mistake.
      '@graphql-eslint/no-hashtag-description': 'off',
      // Sees the fields of `type Query` only, and here all of them are in extensions.
      '@graphql-eslint/no-unreachable-types': 'off',
      '@graphql-eslint/description-style': 'off',
      // Entities are known by key, slug or uuid.
      '@graphql-eslint/strict-id-in-types': 'off',
    },
  },
];
