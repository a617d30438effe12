// The export section of docs/data-dictionary.md, generated from the code that writes the files.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObjectType, type GraphQLSchema } from 'graphql';
import { COLUMN_TYPES } from '../src/cli/export/columns';
import { ANCHOR } from '../src/cli/export/whole-folder';
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

\`npm run cli -- export --out DIR\` writes one file for each section below. All files show the same moment, even while other processes write.
\`--format\` is \`jsonl\` (one object per line), \`csv\` or \`parquet\`. \`DIR\` appears once everything is written, and contains
\`manifest.json\`: the version of the file format (\`formatVersion\`), the format, the moment (\`at\`), the schema's version, the \`cursor\`, and for each file its rows, bytes and
SHA-256. Under \`anchor\` it describes \`${ANCHOR}\` in the same way. That file is JSON lines in every format: one line for the last
history entry of each subject, also with \`--since\`, with its \`subject\`, \`id\` and \`hash\` (in hexadecimal). It is not for a warehouse:
\`verify-history --anchor FILE\` uses it to find history that has been cut off since. Seats and entitlements are those sold now; known SKUs of earlier ones are in \`products\` and \`skus\`.

Continue from an export in one of two ways.

**By the feed**: \`changes(after: …)\` from the manifest's \`cursor\` on. It skips no change, and repeats none from the file
\`changes\`. Apply \`after\` in the order of ids, even if a row already has these values:

- \`CATALOGUE_CHANGED\`: \`after\` is the whole definition of the \`subject\`.
- \`before\` and \`after\` (\`fieldsBefore\` and \`fieldsAfter\` in the file) have the API's names: \`type\`, \`start\`, \`end\`. The tables
  below give these names after the meaning of each column.
- All others except \`PROVISIONING_…\`: fields of the course, and under \`courseRuns\` those of runs by key. A run that is in
  \`before\` but not in \`after\` was deleted; with \`COURSE_DELETED\` the course was. If you do not have the row, skip
  the change if it is incomplete (without a \`uuid\`): the row was deleted later.
- \`PROVISIONING_DELIVERED\`: \`skus\` has the SKUs of seats, to merge into \`products\`, and of entitlements, to merge into \`skus\`.

**By \`--since\`** with the folder of the previous export, or its cursor. The files then contain the changes after it, all rows of every course that
changed or whose types were redefined, and the whole catalogue. Replace all rows of these courses; a deleted course has only
changes left. The SQL below does this. An export of another \`formatVersion\` is refused, because its files have other columns.

${table(['type', 'JSON lines', 'Parquet'], types)}

CSV has values as in JSON: texts in quotes, null as nothing at all (PostgreSQL's \`COPY\` distinguishes that from an
empty text), lists and JSON as JSON. The SQL below creates the tables and loads the files. A text that a spreadsheet would run as a formula, because it begins with \`=\`, \`+\`,
\`-\`, \`@\`, a tab or a line break, gets an apostrophe in front in CSV; the other formats leave it unchanged.

${sections.join('\n')}
${toldSection(schema)}
### In SQL

${SQL.map((name) => `[${name}](../examples/data-engineering/${name}):\n\n\`\`\`sql\n${readFileSync(join(EXAMPLES, name), 'utf8').trim()}\n\`\`\``).join('\n\n')}
`;
}

/** The content of the columns fieldsBefore and fieldsAfter. */
const toldSection = (schema: GraphQLSchema): string => `### fieldsBefore and fieldsAfter

What changed, field by field, before and after. A side is null if the subject did not exist yet, or no longer exists. A
field that did not change is on neither side. \`courseRuns\` is an object of runs by key; a run that is in \`before\` but not in
\`after\` was deleted.

${table(['of', 'field', 'meaning'], toldFields(schema))}

A \`CATALOGUE_CHANGED\` has the whole definition on both sides, with the columns of its file above. A
\`PROVISIONING_…\` has \`id\`, \`target\` and \`revision\` of the provisioning, \`skus\` once they are known, and \`error\` if it failed.
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
