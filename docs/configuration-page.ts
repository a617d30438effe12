// docs/configuration.md: every setting of src/settings.ts with its default, and the combinations that are refused.
import { z } from 'zod';
import { ConfigError, readConfig } from '../src/config';
import { SETTINGS } from '../src/settings';
import { code, heading, table } from './markdown';

// Every setting that can contradict another, with the values on both sides: what is refused is found by trying them all.
const CONTRADICTING: Record<string, readonly string[]> = {
  NODE_ENV: ['development', 'production'],
  SANDBOX: ['', 'on', 'off'],
  DATABASE_URL: ['', 'postgres://localhost/track_types'],
  ECOMMERCE_URL: ['', 'http://localhost:18130/graphql'],
  LMS_URL: ['', 'http://localhost:18000/graphql'],
  RELAY: ['on', 'off'],
  RELAY_ONLY: ['off', 'on'],
  RELAY_LEASE_SECONDS: ['10', '6'],
  REQUEST_DEADLINE_SECONDS: ['5', '60'],
};
/** Those that contradict these alone. */
const OF_REST: Record<string, readonly string[]> = {
  ECOMMERCE_PROTOCOL: ['graphql', 'rest'],
  SANDBOX: ['on', 'off'],
  DOWNSTREAM_OAUTH_CLIENT_SECRET_FILE: ['', '/dev/null'],
};

/** Every setting, and every combination that is refused. */
export function configurationPage(): string {
  const rows = Object.entries(SETTINGS.shape).map(([name, schema]) => [
    code(name),
    code(schema.safeParse(undefined).data),
    takes(schema),
    schema.description ?? '',
  ]);
  return `${heading('Configuration', 'src/settings.ts')}
Settings are environment variables. An empty one counts as not set. The service names all mistakes at once and does
not start with any.

${table(['name', 'default', 'takes', 'meaning'], rows)}

## Refused together

${refusedTogether()
  .map((mistake) => `- ${mistake}`)
  .join('\n')}
`;
}

/** What the setting accepts, in words. */
function takes(schema: z.ZodType): string {
  const { type, enum: values, minimum, maximum } = z.toJSONSchema(schema, { io: 'input' });
  if (values?.includes('true')) return '`true` or `false`';
  if (values) return values.map((value) => code(String(value))).join(', ');
  if (type === 'integer') return `${minimum} to ${maximum}`;
  const refused = schema.safeParse('\u0000').error?.issues[0];
  return refused?.message ?? 'any text';
}

function refusedTogether(): string[] {
  const mistakes = new Set<string>();
  for (const env of [CONTRADICTING, OF_REST].flatMap((group) => combinations(Object.entries(group)))) {
    for (const mistake of mistakesOf(env)) mistakes.add(mistake);
  }
  return [...mistakes].sort();
}

function combinations(settings: readonly (readonly [string, readonly string[]])[]): Record<string, string>[] {
  const [first, ...others] = settings;
  if (!first) return [{}];
  const [name, values] = first;
  return combinations(others).flatMap((rest) => values.map((value) => ({ [name]: value, ...rest })));
}

function mistakesOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}
