// docs/erd.md: the tables and what they refer to, as a Mermaid diagram. Reads TypeORM's metadata; connects to nothing.
import { DataSource, type EntityMetadata } from 'typeorm';
import { createDataSource } from '../src/store/data-source';
import { heading } from './markdown';

type ColumnMetadata = EntityMetadata['columns'][number];

/** Metadata is otherwise built while connecting, and there is nothing here to connect to. */
class UnconnectedDataSource extends DataSource {
  async readMetadatas(): Promise<readonly EntityMetadata[]> {
    await this.buildMetadatas();
    return this.entityMetadatas;
  }
}

/** Every table with its columns, and an arrow for every foreign key. */
export async function erdPage(): Promise<string> {
  const { options } = createDataSource({ url: 'postgres://nowhere/track_types' });
  const tables = [...(await new UnconnectedDataSource(options).readMetadatas())];
  return `${heading('Tables', 'src/store/tables')}
\`PK\` is the key inside the database, \`UK\` is unique by itself, \`FK\` refers to another table. Courses and runs refer
to types by slug ([why](decisions/0009-types-by-slug.md)). Checks and indexes are in \`migrations/\`.

\`\`\`mermaid
erDiagram
${tables.flatMap(relationsOf).join('\n')}

${tables.map(tableOf).join('\n')}
\`\`\`
`;
}

function relationsOf({ tableName, foreignKeys }: EntityMetadata): string[] {
  return foreignKeys.map(({ referencedEntityMetadata, columnNames, columns }) => {
    const many = isUnique(columns[0]) ? 'o|' : 'o{';
    const one = columns[0]?.isNullable ? '|o' : '||';
    return `  ${referencedEntityMetadata.tableName} ${one}--${many} ${tableName} : ${columnNames.join('_')}`;
  });
}

function tableOf({ tableName, columns }: EntityMetadata): string {
  return `  ${tableName} {\n${columns.map((column) => `    ${columnOf(column)}`).join('\n')}\n  }`;
}

function columnOf(column: ColumnMetadata): string {
  const { type, isArray, databaseName, isPrimary, entityMetadata, isNullable } = column;
  const isReference = entityMetadata.foreignKeys.some(({ columns }) => columns.includes(column));
  const keys = [isPrimary && 'PK', isReference && 'FK', isUnique(column) && 'UK'].filter(Boolean);
  const typeName = `${typeof type === 'string' ? type : type.name}${isArray ? '[]' : ''}`;
  return [typeName, databaseName, keys.join(', '), isNullable ? '"or null"' : ''].filter(Boolean).join(' ');
}

function isUnique(column: ColumnMetadata | undefined): boolean {
  const uniques = column?.entityMetadata.uniques ?? [];
  return uniques.some(({ columns }) => columns.length === 1 && columns[0] === column);
}
