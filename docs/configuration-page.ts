// docs/configuration.md: every setting of src/settings with its default, and the combinations that are refused.
import { z } from 'zod';
import { CONTRADICTIONS } from '../src/settings/contradictions';
import { SETTINGS } from '../src/settings/settings';
import { code, heading, table } from './markdown';

/** Every setting, and every combination that is refused. */
export function configurationPage(): string {
  const rows = Object.entries(SETTINGS.shape).map(([name, schema]) => [
    code(name),
    code(schema.safeParse(undefined).data),
    takes(schema),
    schema.description ?? '',
  ]);
  return `${heading('Configuration', 'src/settings')}
Settings are environment variables. An empty one counts as not set. The service names all mistakes at once and does
not start with any.

${table(['name', 'default', 'takes', 'meaning'], rows)}

## Refused together

${CONTRADICTIONS.map(({ says }) => `- ${says}`)
  .sort()
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
