// Parts of answers that are of the catalogue alone, such as the type of a run with its tracks: the same for every run of that
// type until it is defined anew, and most of what gateways are answered. Each is worked out once for an entry of the
// catalogue, by graphql-js, and put into the answers as text.
import {
  execute,
  getNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  Kind,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { DocumentNode, FieldNode, SelectionSetNode } from 'graphql';
import { RawJson } from '../../model/reuse/raw-json';
import { CATALOGUE_TYPES, fragmentsOf } from './kept-answers';
import { withLeaves } from './leaves';
import type { PartOf } from './leaves';

/** A shorter text is written in less time than it is put in. */
const SHORTEST = 100;
/** Where a field that became a leaf says what was selected. */
const SELECTED = Symbol('selected');
interface Selected {
  readonly type: string;
  readonly selectionSet: SelectionSetNode;
}
type Leaf = FieldNode & { readonly [SELECTED]?: Selected };

/** A document in which these parts are leaves. */
export interface InParts {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  /** graphql-jit asks it once for each field, and gives what it answers to the field's resolver. */
  readonly resolverInfoEnricher: (field: { readonly fieldNodes: FieldNode[] }) => object;
}

/** What is returned answers undefined for a document that has no such parts, or whose parts depend on variables. */
export function createParts(schema: GraphQLSchema): (document: DocumentNode) => InParts | undefined {
  const leaves = withLeaves(schema);
  const roots = new Map<string, GraphQLSchema>();
  const rootFor = (type: string): GraphQLSchema => {
    const root = roots.get(type) ?? rootOf(schema, type);
    roots.set(type, root);
    return root;
  };
  return (document) => {
    const { rewritten, leafCount, isVariable } = withoutParts(schema, document);
    if (leafCount === 0 || isVariable) return undefined;
    const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    return {
      schema: leaves,
      document: rewritten,
      resolverInfoEnricher: ({ fieldNodes }) => {
        const selected = fieldNodes.flatMap((node: Leaf) => node[SELECTED] ?? []);
        const [first] = selected;
        if (!first) return {};
        const selections = selected.flatMap(({ selectionSet }) => selectionSet.selections);
        return { partOf: partOf(rootFor(first.type), documentOf(selections, fragments)) };
      },
    };
  };
}

/** Entries are never changed, only replaced: what is known of one holds as long as there is one. */
function partOf(schema: GraphQLSchema, document: DocumentNode): PartOf {
  const known = new WeakMap<object, unknown>();
  return (entry) => {
    const found = known.get(entry);
    if (found !== undefined) return found;
    const result = execute({ schema, document, rootValue: { part: entry } });
    if (result instanceof Promise || !('data' in result) || result.errors) {
      throw new Error('A part of an answer depends on more than the catalogue.');
    }
    const text = JSON.stringify(result.data?.['part']);
    // What graphql-js has made is an object without a prototype, which is written much slower than one that was read.
    const kept = text.length < SHORTEST ? (JSON.parse(text) as unknown) : new RawJson(text);
    known.set(entry, kept);
    return kept;
  };
}

/** A schema whose only field is of that type. */
function rootOf(schema: GraphQLSchema, name: string): GraphQLSchema {
  const type = schema.getType(name) as GraphQLObjectType;
  const query = new GraphQLObjectType({ name: 'Parts', fields: { part: { type } } });
  return new GraphQLSchema({ query, assumeValid: true });
}

function documentOf(
  selections: SelectionSetNode['selections'],
  fragments: DocumentNode['definitions'],
): DocumentNode {
  const selected = (name: string, of: SelectionSetNode['selections']): FieldNode => ({
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
    selectionSet: { kind: Kind.SELECTION_SET, selections: of },
  });
  const selectionSet = { kind: Kind.SELECTION_SET, selections: [selected('part', selections)] } as const;
  const operation = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    selectionSet,
  } as const;
  return { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
}

/** The document in which fields of the catalogue's types are leaves that say what was selected of them. */
function withoutParts(schema: GraphQLSchema, document: DocumentNode) {
  const fragments = fragmentsOf(document);
  const typeInfo = new TypeInfo(schema);
  let [leafCount, isVariable] = [0, false];
  // Each is gone through once: twice nested twenty times would be a million.
  const seen = new Set<string>();
  const look = (selectionSet: SelectionSetNode): void =>
    void visit(selectionSet, {
      Variable: () => void (isVariable = true),
      FragmentSpread: ({ name: { value } }) => {
        const fragment = seen.has(value) ? undefined : fragments[value];
        seen.add(value);
        if (fragment) look(fragment.selectionSet);
      },
    });
  const rewritten = visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field: (node): Leaf | undefined => {
        const type = getNamedType(typeInfo.getType());
        if (!type || !node.selectionSet || !CATALOGUE_TYPES.includes(type.name)) return undefined;
        leafCount += 1;
        look(node.selectionSet);
        return {
          ...node,
          selectionSet: undefined,
          [SELECTED]: { type: type.name, selectionSet: node.selectionSet },
        };
      },
    }),
  );
  return { rewritten, leafCount, isVariable };
}
