// docs/configuration.md: every setting of src/settings with its default, and the combinations that are refused.
import { z } from 'zod';
import { CONTRADICTIONS } from '../src/settings/contradictions';
import { SECRETS } from '../src/settings/secrets';
import { JWT_AUTH_KEYS } from '../src/settings/identity';
import { SETTINGS } from '../src/settings/settings';
import { code, heading, table } from './markdown';

/** Every setting, and every combination that is refused. */
export function configurationPage(): string {
  const rows = Object.entries(SETTINGS.shape).map(([name, schema]) => [
    code(name),
    fallbackOf(schema),
    takes(schema),
    (schema.description ?? '') + (isSecret(name) ? ` Or by \`${name}_FILE\`.` : ''),
  ]);
  const keys = Object.entries(JWT_AUTH_KEYS).map(([name, schema]) => [
    code(name),
    fallbackOf(schema),
    schema.description ?? '',
  ]);
  return `${heading('Configuration', 'src/settings')}
Settings are environment variables, or stand in the YAML file that \`TRACK_TYPES_CFG_PATH\` names (OEP-45), where a list or
a mapping is what the variable would be as JSON. What the environment has goes before the file. An empty one counts as
not set. A secret (${SECRETS.map((name) => code(name)).join(', ')}) can stand in a file of its own, which its name
with \`_FILE\` gives; secrets are left out of logs. The service names all mistakes at once, names in the file that it does
not know among them, and does not start with any.

${table(['name', 'default', 'takes', 'meaning'], rows)}

## In JWT_AUTH

Of what Open edX has there, these are read; anything else is left alone.

${table(['name', 'default', 'meaning'], keys)}

## Refused together

${CONTRADICTIONS.map(({ says }) => `- ${says}`)
  .sort()
  .join('\n')}
`;
}

const isSecret = (name: string): boolean => SECRETS.some((secret) => secret === name);
/** What it is when it is left out; nothing where that is more than a value. */
function fallbackOf(schema: z.ZodType): string {
  const fallback = schema.safeParse(undefined).data;
  const isOne = typeof fallback === 'string' || typeof fallback === 'number' || typeof fallback === 'boolean';
  return isOne ? code(fallback) : '';
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
