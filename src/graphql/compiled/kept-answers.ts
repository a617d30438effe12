// Answers that are the same for everybody until the catalogue's version moves: to queries that ask for types alone, which
// whoever is known may read. They are kept as they are sent, by the text that asked for them and the version; never by time.
import type { IncomingMessage } from 'node:http';
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
const LONGEST_TEXT = 10_000;

type Fragments = Readonly<Record<string, FragmentDefinitionNode | undefined>>;

export interface Answer {
  /** Names and values by turns. */
  readonly headers: readonly string[];
  readonly bytes: Buffer;
}

export interface Kept extends Answer {
  /** The operation's name. */
  readonly operation: string | null;
}

/** The text is of JSON in UTF-8; undefined where the body is in another form. */
type Asked = Pick<IncomingMessage, 'method' | 'headers'> & { readonly text?: string };

/** Answers of one version, as they are sent. */
export function createKeptAnswers(version: () => number) {
  // By what clients accept, and by what they ask.
  const kept = new Map<string | undefined, Map<string, Kept>>();
  let [current, count] = [NaN, 0];
  return {
    find: ({ method, headers: { accept }, text }: Asked): Kept | undefined =>
      text !== undefined && method === 'POST' && current === version()
        ? kept.get(accept)?.get(text)
        : undefined,
    /** Keeps what was answered from that version, unless there is another by now. */
    keep: ({ headers: { accept }, text }: Asked, answer: Kept, from: number): void => {
      if (from !== version() || text === undefined || text.length > LONGEST_TEXT) return;
      if (from !== current) {
        kept.clear();
        [current, count] = [from, 0];
      }
      const texts = kept.get(accept) ?? new Map<string, Kept>();
      if (count >= MOST_KEPT || texts.has(text)) return;
      count += 1;
      kept.set(accept, texts.set(text, answer));
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
