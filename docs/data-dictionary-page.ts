// docs/data-dictionary.md: the fields for a warehouse, with the meanings in schema/ and the origins in origins.ts.
import { isObjectType } from 'graphql';
import { exportSection } from './export-section';
import { code, heading, table } from './markdown';
import { FIELD_ORIGINS, ORIGINS } from './origins';
import { subgraphSchema } from './schema-page';

/** The level at which the fields of a type hold. */
const LEVELS: Readonly<Record<keyof typeof FIELD_ORIGINS, string>> = {
  Mode: 'catalogue',
  SeatType: 'catalogue',
  TrackType: 'catalogue',
  CourseRunType: 'catalogue',
  CourseType: 'catalogue',
  Course: 'course',
  Entitlement: 'course',
  CourseRun: 'run',
  Seat: 'run',
  Provisioning: 'run',
  Change: 'course, run or catalogue: what it was about',
  BulkChange: 'many courses',
  BulkChangeItem: 'course, in one bulk change',
  CourseSnapshot: 'course, at some time',
  EntitlementSnapshot: 'course, at some time',
  CourseRunSnapshot: 'run, at some time',
  TrackSnapshot: 'run, at some time',
  SeatSnapshot: 'run, at some time',
  SeatTypePrice: 'course or run: that of the field that has it',
  Money: 'that of the field that has it',
};

/** Every field that Data Engineering can use: its meaning, its level, and its origin. */
export function dataDictionaryPage(): string {
  const schema = subgraphSchema();
  return `${heading('Data dictionary', 'schema/, docs/origins.ts and src/cli/export')}
For whoever joins our data with their own, through the gateway or in a warehouse. Slugs, UUIDs, keys and the ids of
changes never change: join on them. What is said at the level of the catalogue holds for every course, at that of a
course for all its runs. [Queries to begin with](../examples/data-engineering) are also tabs of GraphiQL; what is written
for a warehouse is under [the export](#the-export).

${table(['from', 'the data is'], Object.entries(ORIGINS))}

${Object.entries(FIELD_ORIGINS)
  .map(([name, origins]) => typeSection(schema.getType(name), origins))
  .join('\n')}
${exportSection(schema)}`;
}

function typeSection(type: unknown, origins: Readonly<Record<string, string>>): string {
  if (!isObjectType(type)) throw new Error(`${String(type)} is not an object type of the schema.`);
  const rows = Object.values(type.getFields()).map((field) => [
    code(field.name),
    code(String(field.type)),
    field.description ?? '',
    origins[field.name] ?? '',
  ]);
  return `## ${type.name}

${type.description}

Level: ${LEVELS[type.name as keyof typeof LEVELS]}.

${table(['field', 'type', 'meaning', 'from'], rows)}
`;
}
