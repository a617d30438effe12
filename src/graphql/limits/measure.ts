// How large the operations of a document are, in one pass over it: each fragment is gone through once, however often it
// is spread, so that counting takes no longer than reading.
import { getNamedType, isInputObjectType, Kind } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLSchema } from 'graphql';
import type { GraphQLNamedType, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import { costOf, FREE, sumOf } from './cost';
import type { Cost } from './cost';

/** What an operation is measured by before it is run. */
export const MEASURES = ['depth', 'aliases', 'rootFields', 'directives', 'selections'] as const;

/** What an operation has, or a part of it. */
export interface Measured extends Readonly<Record<(typeof MEASURES)[number], number>> {
  readonly cost: Cost;
}

type Type = GraphQLNamedType | null | undefined;
interface Pass {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Fragments that are measured, or on the way to it. */
  readonly done: Map<string, Measured>;
}

const NOTHING: Measured = { depth: 0, aliases: 0, rootFields: 0, directives: 0, selections: 0, cost: FREE };

/** Each operation of the document, measured. What does not fit the schema costs nothing: it is not run. */
export function measure(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
): ReadonlyMap<OperationDefinitionNode, Measured> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const pass: Pass = { schema, fragments, done: new Map() };
  const operations = definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  return new Map(
    operations.map((node) => {
      const inner = ofSelections(pass, node.selectionSet, schema.getRootType(node.operation));
      return [node, [node, ...(node.variableDefinitions ?? [])].reduce(withDirectives, inner)];
    }),
  );
}

function ofSelections(pass: Pass, { selections }: SelectionSetNode, parent: Type): Measured {
  return together(selections.map((node) => withDirectives(ofSelection(pass, node, parent), node)));
}

function ofSelection(pass: Pass, node: SelectionNode, parent: Type): Measured {
  if (node.kind === Kind.FIELD) return ofField(pass, node, parent);
  const inner =
    node.kind === Kind.FRAGMENT_SPREAD
      ? ofFragment(pass, node.name.value)
      : ofSelections(pass, node.selectionSet, conditionOf(pass, node) ?? parent);
  return { ...inner, selections: inner.selections + 1 };
}

function ofFragment(pass: Pass, name: string): Measured {
  const done = pass.done.get(name);
  const node = pass.fragments.get(name);
  if (done || !node) return done ?? NOTHING;
  // One that spreads itself is refused by another rule.
  pass.done.set(name, NOTHING);
  const measured = withDirectives(ofSelections(pass, node.selectionSet, conditionOf(pass, node)), node);
  pass.done.set(name, measured);
  return measured;
}

function ofField(pass: Pass, node: FieldNode, parent: Type): Measured {
  const field =
    parent && 'getFields' in parent && !isInputObjectType(parent)
      ? parent.getFields()[node.name.value]
      : undefined;
  const type = field && getNamedType(field.type);
  const inner = node.selectionSet ? ofSelections(pass, node.selectionSet, type) : NOTHING;
  const within = { cost: inner.cost, isMutation: parent === pass.schema.getMutationType() };
  // Gateways merge several of them into one request, under aliases. They have a limit of their own.
  const isEntities = node.name.value === '_entities';
  return {
    depth: inner.depth + 1,
    aliases: inner.aliases + Number(!isEntities && node.alias !== undefined),
    rootFields: Number(!isEntities),
    directives: inner.directives,
    selections: inner.selections + 1,
    cost: field ? costOf(node, field, within) : FREE,
  };
}

const conditionOf = (
  { schema }: Pass,
  { typeCondition }: { typeCondition?: FragmentDefinitionNode['typeCondition'] },
) => typeCondition && schema.getType(typeCondition.name.value);

function withDirectives(
  measured: Measured,
  { directives = [] }: { directives?: readonly unknown[] },
): Measured {
  return { ...measured, directives: Math.max(measured.directives, directives.length) };
}

function together(parts: readonly Measured[]): Measured {
  const most = (of: 'depth' | 'directives') => Math.max(0, ...parts.map((part) => part[of]));
  // A fragment bomb has more than a number can say.
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
