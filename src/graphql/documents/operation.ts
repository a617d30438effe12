// Measures an operation in one pass over its selections: its size, its cost, and the fields it names. Each fragment is
// visited once, however often it is spread, so this takes no longer than parsing.
import {
  getNamedType,
  isInputObjectType,
  isNonNullType,
  Kind,
  OperationTypeNode,
  TypeInfo,
  ValidationContext,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLNamedType,
  GraphQLResolveInfo,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { costOf, FREE, sumOf } from '../limits/cost';
import type { Cost } from '../limits/cost';

/** The measures of an operation that are checked before it runs. */
export const MEASURES = ['depth', 'aliases', 'rootFields', 'directives', 'selections'] as const;

/** The measurements of an operation or a part of it. */
interface Measured extends Readonly<Record<(typeof MEASURES)[number], number>> {
  readonly cost: Cost;
}

/** The fields that an operation names, under any condition. */
export interface Selected {
  /** By type name. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>;
  /** The `_entities` fields, by response name: fields of the same name are executed once. */
  readonly entities: ReadonlyMap<string, FieldNode>;
  /** Whether every viewer gets the same response: each field or its type is @sameForAll. */
  readonly isSameForAll: boolean;
}

export interface Operation extends Selected, Measured {
  readonly document: DocumentNode;
  readonly node: OperationDefinitionNode;
  readonly name: string | null;
  /** Nullable variables that are used where null is not allowed. */
  readonly neverNull: readonly string[];
}

type Type = GraphQLNamedType | null | undefined;
type Fragments = Readonly<Record<string, FragmentDefinitionNode | undefined>>;
interface Traversal {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  /** Fragments that are measured, or being measured. */
  readonly done: Map<string, Measured>;
  readonly fields: Map<string, Set<string>>;
  readonly entities: Map<string, FieldNode>;
  isSameForAll: boolean;
}

const NOTHING: Measured = { depth: 0, aliases: 0, rootFields: 0, directives: 0, selections: 0, cost: FREE };
const SAME_FOR_ALL = 'sameForAll';

/** Documents that are requested again: each stays the same object while it is cached. */
const knownOperations = new WeakMap<DocumentNode, readonly Operation[]>();

/** Returns the document's operations. Selections that do not fit the schema cost nothing: they do not run. */
export function operationsOf(schema: GraphQLSchema, document: DocumentNode): readonly Operation[] {
  const operations = knownOperations.get(document) ?? readOperations(schema, document);
  knownOperations.set(document, operations);
  return operations;
}

function readOperations(schema: GraphQLSchema, document: DocumentNode): Operation[] {
  const nodes = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null) as object as typeof fragments;
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
  }
  const usages = new ValidationContext(schema, document, new TypeInfo(schema), () => undefined);
  return nodes.map((node) => ({
    ...analyze(schema, node, fragments),
    ...{ document, node, name: node.name?.value ?? null },
    neverNull: usages
      .getRecursiveVariableUsages(node)
      .filter(({ type }) => isNonNullType(type))
      .map((usage) => usage.node.name.value)
      .filter((name) => isNullable(node, name)),
  }));
}

const isNullable = ({ variableDefinitions = [] }: OperationDefinitionNode, name: string): boolean =>
  variableDefinitions.some(
    ({ variable, type }) => variable.name.value === name && type.kind !== Kind.NON_NULL_TYPE,
  );

const knownSelections = new WeakMap<OperationDefinitionNode, Selected>();
type Info = Pick<GraphQLResolveInfo, 'schema' | 'operation' | 'fragments'>;

/** Returns the names of the type's fields that the resolver's operation asks for, anywhere. */
export function requestedFields(
  typename: string,
  { schema, operation, fragments }: Info,
): ReadonlySet<string> {
  const found = knownSelections.get(operation) ?? analyze(schema, operation, fragments);
  knownSelections.set(operation, found);
  return found.fields.get(typename) ?? new Set();
}

function analyze(schema: GraphQLSchema, node: OperationDefinitionNode, fragments: Fragments) {
  const isSameForAll = node.operation === OperationTypeNode.QUERY;
  const pass: Traversal = {
    ...{ schema, fragments, isSameForAll },
    ...{ done: new Map(), fields: new Map(), entities: new Map() },
  };
  const inner = ofSelections(pass, node.selectionSet, schema.getRootType(node.operation));
  const measured = [node, ...(node.variableDefinitions ?? [])].reduce(withDirectives, inner);
  return { ...measured, fields: pass.fields, entities: pass.entities, isSameForAll: pass.isSameForAll };
}

function ofSelections(pass: Traversal, { selections }: SelectionSetNode, parent: Type): Measured {
  return addUp(selections.map((node) => withDirectives(ofSelection(pass, node, parent), node)));
}

function ofSelection(pass: Traversal, node: SelectionNode, parent: Type): Measured {
  if (node.kind === Kind.FIELD) return ofField(pass, node, parent);
  const inner =
    node.kind === Kind.FRAGMENT_SPREAD
      ? ofFragment(pass, node.name.value)
      : ofSelections(pass, node.selectionSet, conditionOf(pass, node) ?? parent);
  return { ...inner, selections: inner.selections + 1 };
}

function ofFragment(pass: Traversal, name: string): Measured {
  const done = pass.done.get(name);
  const node = pass.fragments[name];
  if (done || !node) return done ?? NOTHING;
  // Another rule refuses a fragment that spreads itself.
  pass.done.set(name, NOTHING);
  const measured = withDirectives(ofSelections(pass, node.selectionSet, conditionOf(pass, node)), node);
  pass.done.set(name, measured);
  return measured;
}

function ofField(pass: Traversal, node: FieldNode, parent: Type): Measured {
  const name = node.name.value;
  const field =
    parent && 'getFields' in parent && !isInputObjectType(parent) ? parent.getFields()[name] : undefined;
  const type = field && getNamedType(field.type);
  if (parent) pass.fields.set(parent.name, (pass.fields.get(parent.name) ?? new Set()).add(name));
  if (name !== '__typename') pass.isSameForAll &&= isMarked(parent) || isMarked(field);
  // Gateways merge several of them into one request, under aliases. They have their own limit.
  const isEntities = name === '_entities';
  if (isEntities) pass.entities.set((node.alias ?? node.name).value, node);
  const inner = node.selectionSet ? ofSelections(pass, node.selectionSet, type) : NOTHING;
  const within = { cost: inner.cost, isMutation: parent === pass.schema.getMutationType() };
  return {
    depth: inner.depth + 1,
    aliases: inner.aliases + Number(!isEntities && node.alias !== undefined),
    rootFields: Number(!isEntities),
    directives: inner.directives,
    selections: inner.selections + 1,
    cost: field ? costOf(node, field, within) : FREE,
  };
}

/** Whether the schema marks it as the same for every viewer. */
const isMarked = (of: Pick<GraphQLNamedType, 'astNode'> | Parameters<typeof costOf>[1] | null | undefined) =>
  of?.astNode?.directives?.some(({ name }) => name.value === SAME_FOR_ALL) ?? false;

const conditionOf = (
  { schema }: Traversal,
  { typeCondition }: { typeCondition?: FragmentDefinitionNode['typeCondition'] },
) => typeCondition && schema.getType(typeCondition.name.value);

function withDirectives(
  measured: Measured,
  { directives = [] }: { directives?: readonly unknown[] },
): Measured {
  return { ...measured, directives: Math.max(measured.directives, directives.length) };
}

function addUp(parts: readonly Measured[]): Measured {
  const most = (of: 'depth' | 'directives') => Math.max(0, ...parts.map((part) => part[of]));
  // A fragment bomb's sum would exceed what a number can represent.
  const sum = (of: 'aliases' | 'rootFields' | 'selections') =>
    Math.min(
      Number.MAX_SAFE_INTEGER,
      parts.reduce((all, part) => all + part[of], 0),
    );
  return {
    depth: most('depth'),
    aliases: sum('aliases'),
    rootFields: sum('rootFields'),
    directives: most('directives'),
    selections: sum('selections'),
    cost: sumOf(parts.map(({ cost }) => cost)),
  };
}
