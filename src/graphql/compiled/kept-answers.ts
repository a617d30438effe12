// Answers that are the same for everybody until the catalogue's version moves: to queries that ask for types alone, which
// whoever is known may read. They are kept, with their text, by operation, variables and version; never by time.
import { getNamedType, Kind } from 'graphql';
import type {
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';

/** What is in the catalogue, and the queries that answer nothing else. `_entities` are asked for by too many keys. */
const TYPES = ['CourseType', 'CourseRunType', 'TrackType', 'Mode', 'SeatType', 'Rule'];
const QUERIES = [
  ...['courseTypes', 'courseType', 'courseRunTypes', 'courseRunType', 'trackTypes', 'trackType'],
  ...['modes', 'seatTypes', 'rules'],
];
/** So that clients who ask for ever new things do not fill the memory. */
const MOST_KEPT = 500;
const LONGEST_VARIABLES = 1_000;

type Data = Readonly<Record<string, unknown>>;
type Fragments = Readonly<Record<string, FragmentDefinitionNode | undefined>>;

export interface Question {
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  /** Of the catalogue. */
  readonly version: number;
}

export type KeptAnswers = ReturnType<typeof createKeptAnswers>;

/** Answers of one version. */
export function createKeptAnswers() {
  const kept = new Map<OperationDefinitionNode, Map<string, Data>>();
  let [version, count] = [-1, 0];
  const texts = new WeakMap<object, string>();
  return {
    find: ({ operation, variables = {}, ...at }: Question): Data | undefined =>
      at.version === version ? kept.get(operation)?.get(JSON.stringify(variables)) : undefined,
    keep: ({ operation, variables = {}, ...at }: Question, data: Data): void => {
      const key = JSON.stringify(variables);
      if (at.version !== version) {
        kept.clear();
        [version, count] = [at.version, 0];
      }
      if (count >= MOST_KEPT || key.length > LONGEST_VARIABLES) return;
      count += 1;
      kept.set(operation, (kept.get(operation) ?? new Map<string, Data>()).set(key, data));
      texts.set(data, JSON.stringify({ data }));
    },
    /** The text of a whole answer; that of a kept one is not made again. */
    textOf: (answer: object): string => {
      const { data, ...others } = answer as { readonly data?: unknown };
      const isData = Object.values(others).every((other) => other === undefined);
      const text = isData && typeof data === 'object' && data !== null ? texts.get(data) : undefined;
      return text ?? JSON.stringify(answer);
    },
  };
}

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
      if (isRoot ? !QUERIES.includes(node.name.value) : !TYPES.includes(type.name)) return false;
      const field = type.getFields()[node.name.value];
      const inner = field && (getNamedType(field.type) as GraphQLCompositeType);
      return !node.selectionSet || within(node.selectionSet, inner);
    });
  return within(selectionSet, schema.getQueryType() ?? undefined);
}
