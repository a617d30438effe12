// docs/erd.md: the tables and their references, as a Mermaid diagram. Reads TypeORM's metadata; connects to nothing.
import { DataSource, type EntityMetadata } from 'typeorm';
import { createDataSource } from '../src/store/data-source';
import { drawn } from '../src/pages/explore/pictures';
import { heading } from './markdown';

type ColumnMetadata = EntityMetadata['columns'][number];

/** TypeORM otherwise builds metadata while connecting, and there is nothing to connect to. */
class UnconnectedDataSource extends DataSource {
  async readMetadatas(): Promise<readonly EntityMetadata[]> {
    await this.buildMetadatas();
    return this.entityMetadatas;
  }
}

async function readTables(): Promise<readonly EntityMetadata[]> {
  const { options } = createDataSource({ url: 'postgres://nowhere/track_types' });
  const tables = await new UnconnectedDataSource(options).readMetadatas();
  // TypeORM's own order depends on which module was loaded first.
  return tables.toSorted((a, b) => (a.tableName < b.tableName ? -1 : 1));
}

/** docs/erd.svg: the tables without their columns, with arrows to those they refer to. */
export async function erdPicture(): Promise<string> {
  const lines = (await readTables()).flatMap(({ tableName, foreignKeys }) => [
    `${tableName} [shape=box, style=rounded]`,
    ...foreignKeys.map(
      ({ referencedEntityMetadata, columnNames }) =>
        `${tableName} -> ${referencedEntityMetadata.tableName} [label="${columnNames.join(', ')}", fontsize=9]`,
    ),
  ]);
  return drawn(
    `digraph { graph [rankdir=LR] node [fontname="DejaVu Sans"] edge [fontname="DejaVu Sans"]\n${lines.join('\n')}\n}`,
    'Each table has an arrow to the tables that it refers to.',
  );
}

/** Every table with its columns, and an arrow for every foreign key. */
export async function erdPage(): Promise<string> {
  const tables = await readTables();
  return `${heading('Tables', 'src/store/tables')}
\`PK\` is the key inside the database, \`UK\` is unique by itself, \`FK\` refers to another table. Courses and runs refer
to types by slug ([why](decisions/0009-types-by-slug.md)). Checks and indexes are in \`migrations/\`. Without columns:
[as a picture](erd.svg).

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
