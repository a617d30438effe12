// The export section of docs/data-dictionary.md, generated from the code that writes the files.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObjectType, type GraphQLSchema } from 'graphql';
import { COLUMN_TYPES } from '../src/cli/export/columns';
import { ANCHOR } from '../src/cli/export/anchor';
import { FILES } from '../src/cli/export/files';
import { COURSE_FIELDS, RUN_FIELDS } from '../src/model/courses';
import type { Field } from '../src/model/fields';
import { code, table } from './markdown';

const EXAMPLES = join(__dirname, '..', 'examples', 'data-engineering');
const SQL = ['warehouse.sql', 'types-over-time.sql', 'warehouse-update.sql'];
const FIELD = /^([A-Z]\w+)\.(\w+)$/;

/** Every column of every file, how to read them, and how to continue from there. */
export function exportSection(schema: GraphQLSchema): string {
  const files = Object.values(FILES).flat();
  const sections = files.map(({ name, columns }) => {
    const rows = Object.entries(columns).map(([column, { type, isNullable, meaning }]) => [
      code(column),
      `${type}${isNullable ? ' or null' : ''}`,
      meaningOf(meaning, schema),
    ]);
    return `### ${name}\n\n${table(['column', 'type', 'meaning'], rows)}\n`;
  });
  const types = Object.entries(COLUMN_TYPES).map(([type, [json, parquet]]) => [type, json, parquet]);
  return `## The export

\`npm run cli -- export --out DIR\` writes a file for each thing below, all of one moment, while others go on writing.
\`--format\` is \`jsonl\` (an object a line), \`csv\` or \`parquet\`. \`DIR\` is there once all of it is written, and has
\`manifest.json\`: the version of the files' form (\`formatVersion\`), the format, the moment (\`at\`), the schema's version, the \`cursor\`, and for each file its rows, bytes and
SHA-256. Under \`anchor\` it has the same of \`${ANCHOR}\`, which is JSON lines in every format: a line for the last entry of each
subject of the history, also with \`--since\`, with its \`subject\`, \`id\` and \`hash\` (in hexadecimal). It is not for a warehouse:
\`verify-history --anchor FILE\` tells by it whether history was cut off since. Seats and entitlements are those that are sold now; SKUs that are known of others are in \`products\` and \`skus\`.

Go on from an export in one of two ways.

**By the feed**: \`changes(after: …)\` from the manifest's \`cursor\` on. It misses none, and tells none that is in the file
\`changes\`. Set what \`after\` says, in the order of ids, also where a row has it already:

- \`CATALOGUE_CHANGED\`: \`after\` is the whole definition, and \`subject\` says of which.
- \`before\` and \`after\` (\`fieldsBefore\` and \`fieldsAfter\` in the file) have the API's names: \`type\`, \`start\`, \`end\`. What a
  column is called there stands behind its meaning below.
- Any other but \`PROVISIONING_…\`: fields of the course, and under \`courseRuns\` those of runs by key. A run that is in
  \`before\` and not in \`after\` is gone, and with \`COURSE_DELETED\` the course. What is not there and is not told whole
  (without its \`uuid\`) went later: leave it out.
- \`PROVISIONING_DELIVERED\`: \`skus\` has those of seats, to be merged into \`products\`, and of entitlements, into \`skus\`.

**By \`--since\`** the folder of the export before, or that cursor: the files then have the changes after it, all rows of every course that these are about or
whose types were defined anew, and the whole catalogue. Replace what there was of these courses; of one that is gone only
changes are left. The SQL below does so. An export of another \`formatVersion\` is refused there: its files have other columns.

${table(['type', 'JSON lines', 'Parquet'], types)}

In CSV values are as in JSON: texts in quotes, null as nothing at all (\`COPY\` of PostgreSQL tells that from an
empty text), lists and JSON as JSON. The SQL below makes the tables and loads the files. A text that a spreadsheet would run as a formula, since it begins with \`=\`, \`+\`,
\`-\`, \`@\`, a tab or a line break, gets an apostrophe before it there; the other formats have it as it is.

${sections.join('\n')}
${toldSection(schema)}
### In SQL

${SQL.map((name) => `[${name}](../examples/data-engineering/${name}):\n\n\`\`\`sql\n${readFileSync(join(EXAMPLES, name), 'utf8').trim()}\n\`\`\``).join('\n\n')}
`;
}

/** The content of the columns fieldsBefore and fieldsAfter. */
const toldSection = (schema: GraphQLSchema): string => `### fieldsBefore and fieldsAfter

What changed, field by field, as it was and as it is since. A side is null where there was nothing, or is nothing any more. A
field that did not change is on neither side. \`courseRuns\` is an object of runs by key; a run that is in \`before\` and not in
\`after\` is gone.

${table(['of', 'field', 'meaning'], toldFields(schema))}

A \`CATALOGUE_CHANGED\` has the whole definition on both sides, with the columns of its file above. A
\`PROVISIONING_…\` has \`id\`, \`target\` and \`revision\` of the provisioning, \`skus\` once they are known, and \`error\` where it failed.
`;

/** The fields of courses and runs that history records. */
function toldFields(schema: GraphQLSchema): string[][] {
  const meaningIn = (nouns: readonly string[], name: string): string => {
    const noun = nouns.find((one) => {
      const type = schema.getType(one);
      return isObjectType(type) && name in type.getFields();
    });
    return meaningOf(`${noun}.${name}`, schema);
  };
  const rows = (of: string, nouns: readonly string[], fields: Readonly<Record<string, Field>>) =>
    Object.entries(fields)
      .filter(([, field]) => !field.isUnrecorded)
      .map(([name, { isOptional }]) => [
        of,
        code(name),
        `${meaningIn(nouns, name)}${isOptional ? ' Null: none of its own.' : ''}`,
      ]);
  const prices = 'Amounts by slug of the seat type, such as `{"verified": "49.00"}`.';
  return [
    ...rows('course', ['Course'], COURSE_FIELDS),
    ['course', code('prices'), prices],
    ...rows('run', ['CourseRun', 'Seat'], RUN_FIELDS),
    ['run', code('prices'), `Its own. ${prices}`],
  ];
}

/** The description of the schema field with the same meaning, or the column's own description. */
function meaningOf(meaning: string, schema: GraphQLSchema): string {
  const [, typeName = '', field = ''] = FIELD.exec(meaning) ?? [];
  if (!typeName) return meaning;
  const type = schema.getType(typeName);
  const description = isObjectType(type) && type.getFields()[field]?.description;
  if (!description) throw new Error(`The schema has no ${meaning}.`);
  return `${description} (${code(meaning)})`;
}
