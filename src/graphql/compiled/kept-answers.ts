// Answers that are the same for everybody until the catalogue's version moves: to queries that ask for types alone, which
// whoever is known may read. They are kept as they are sent, by operation, variables and version; never by time.
import { getNamedType, Kind } from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';

/** What is in the catalogue, and the queries that answer nothing else. `_entities` are asked for by too many keys. */
export const CATALOGUE_TYPES: readonly string[] = [
  'CourseType',
  'CourseRunType',
  'TrackType',
  'Mode',
  'SeatType',
  'Rule',
];
const QUERIES = [
  ...['courseTypes', 'courseType', 'courseRunTypes', 'courseRunType', 'trackTypes', 'trackType'],
  ...['modes', 'seatTypes', 'rules'],
];
/** So that clients who ask for ever new things do not fill the memory. */
const MOST_KEPT = 500;
const LONGEST_VARIABLES = 1_000;

type Fragments = Readonly<Record<string, FragmentDefinitionNode | undefined>>;

export interface Question {
  readonly compiled: object;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Of the catalogue. */
  readonly version: number;
}

/** Answers of one version, as they are sent. */
export function createKeptAnswers() {
  const kept = new Map<object, Map<string, Buffer>>();
  let [version, count] = [-1, 0];
  return {
    find: (asked: Question): Buffer | undefined =>
      asked.version === version ? kept.get(asked.compiled)?.get(JSON.stringify(asked.variables)) : undefined,
    keep: ({ compiled, variables, version: current }: Question, bytes: Buffer): void => {
      const key = JSON.stringify(variables);
      if (current !== version) {
        kept.clear();
        [version, count] = [current, 0];
      }
      if (count >= MOST_KEPT || key.length > LONGEST_VARIABLES) return;
      count += 1;
      kept.set(compiled, (kept.get(compiled) ?? new Map<string, Buffer>()).set(key, bytes));
    },
  };
}

/** By their names. */
export const fragmentsOf = ({ definitions }: DocumentNode): Fragments =>
  Object.fromEntries(
    definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );

/** Whether the operation asks for nothing but the catalogue. */
export function isOfCatalogue(
  schema: GraphQLSchema,
  { selectionSet }: OperationDefinitionNode,
  fragments: Fragments,
): boolean {
  const within = (set: SelectionSetNode, type: GraphQLCompositeType | undefined): boolean =>
    set.selections.every((node) => {
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments[node.name.value];
        return fragment !== undefined && within(fragment.selectionSet, type);
      }
      if (node.kind === Kind.INLINE_FRAGMENT) return within(node.selectionSet, type);
      if (node.name.value === '__typename' || !type || !('getFields' in type)) return true;
      const isRoot = type === schema.getQueryType();
      if (isRoot ? !QUERIES.includes(node.name.value) : !CATALOGUE_TYPES.includes(type.name)) return false;
      const field = type.getFields()[node.name.value];
      const inner = field && (getNamedType(field.type) as GraphQLCompositeType);
      return !node.selectionSet || within(node.selectionSet, inner);
    });
  return within(selectionSet, schema.getQueryType() ?? undefined);
}
