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
Settings are environment variables, or entries of the YAML file that \`TRACK_TYPES_CFG_PATH\` names (OEP-45); a list or
mapping in it replaces the JSON of the variable. Environment variables override the file. An empty value counts as not
set. A secret (${SECRETS.map((name) => code(name)).join(', ')}) can also be read from a file: set its name
with \`_FILE\` to the path. Secrets never appear in logs. The service reports all mistakes at once, unknown names in the file
among them, and does not start until they are fixed.

${table(['name', 'default', 'takes', 'meaning'], rows)}

## In JWT_AUTH

These keys are read; others that Open edX has there are ignored.

${table(['name', 'default', 'meaning'], keys)}

## Refused combinations

${CONTRADICTIONS.map(({ says }) => `- ${says}`)
  .sort()
  .join('\n')}
`;
}

const isSecret = (name: string): boolean => SECRETS.some((secret) => secret === name);
/** The value if it is left out; empty if that is not a single value. */
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
