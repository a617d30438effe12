// Works out the cost of a selection from @cost and @listSize, as gateways do: an object costs 1 and a leaf 0 unless
// @cost says otherwise, and a list costs its elements times its size.
import { getNamedType, getNullableType, isLeafType, isListType, Kind, valueFromASTUntyped } from 'graphql';
import type { ConstDirectiveNode, FieldNode, GraphQLField } from 'graphql';
import { MAX_PAGE_SIZE } from '../lists/paging';

/** Variables as sent, with defaults for the missing ones. */
export type Variables = Readonly<Record<string, unknown>>;
/** The fields of a page that list its entries, and the number of entries. */
interface Page {
  readonly fields: readonly string[];
  readonly size: number;
}
/** Returns the cost of a selection for these variables; `page` if the selection is a page's. */
export type Cost = (variables: Variables, page?: Page) => number;
type Field = GraphQLField<unknown, unknown>;

/** The cost of a mutation, for its transaction. */
const MUTATION = 10;
/** The size of a list whose size the schema does not state. */
const DEFAULT_LIST_SIZE = 3;

export const FREE: Cost = () => 0;

/** Adds up costs. */
export const sumOf =
  (costs: readonly Cost[]): Cost =>
  (variables, page) =>
    costs.reduce((sum, cost) => sum + cost(variables, page), 0);

/** Returns the cost of a field with its selection. Introspection is free: it reads no data, and has its own limit. */
export function costOf(
  node: FieldNode,
  field: Field,
  { cost, isMutation }: { cost: Cost; isMutation: boolean },
): Cost {
  const name = node.name.value;
  if (name.startsWith('__')) return FREE;
  const usual = isMutation ? MUTATION : Number(!isLeafType(getNamedType(field.type)));
  const { weight = usual } = directiveArguments<{ weight?: number }>(field, 'cost');
  if (weight === 0 && !node.selectionSet) return FREE;
  const {
    assumedSize = DEFAULT_LIST_SIZE,
    slicingArguments: by = [],
    sizedFields = [],
  } = directiveArguments<ListSize>(field, 'listSize');
  const isList = isListType(getNullableType(field.type));
  return (variables, page) => {
    const times = page?.fields.includes(name) ? page.size : isList ? assumedSize : 1;
    const entities = name === '_entities' ? countRepresentations(node, variables) : times;
    const own = by.length > 0 && { fields: sizedFields, size: pageSizeOf(node, { field, by }, variables) };
    return entities * (weight + cost(variables, own || undefined));
  };
}

/** Returns how many representations this `_entities` field gets, in whatever form. */
export function countRepresentations(node: FieldNode, variables: Variables): number {
  const given = argumentOf(node, 'representations', variables);
  // GraphQL coerces a single value to a list of one.
  return Array.isArray(given) ? given.length : Number(given != null);
}

/** Returns the largest size given. A size that is refused later, such as -1, costs the default. */
function pageSizeOf(
  node: FieldNode,
  { field, by }: { field: Field; by: readonly string[] },
  variables: Variables,
): number {
  const isSize = (size: unknown): size is number => typeof size === 'number' && size >= 0;
  const given = by.map((name) => argumentOf(node, name, variables)).filter(isSize);
  if (given.length > 0) return Math.min(Math.max(...given), MAX_PAGE_SIZE);
  const usual = field.args.find(
    ({ name, defaultValue }) => by.includes(name) && isSize(defaultValue),
  )?.defaultValue;
  return isSize(usual) ? usual : DEFAULT_LIST_SIZE;
}

function argumentOf(node: FieldNode, name: string, variables: Variables): unknown {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.LIST) return value.values;
  if (value?.kind === Kind.VARIABLE) return variables[value.name.value];
  return value && valueFromASTUntyped(value);
}

interface ListSize {
  assumedSize?: number;
  slicingArguments?: string[];
  sizedFields?: string[];
}

/** Returns the arguments of a schema directive on the field; empty without the directive. */
function directiveArguments<T extends object>({ astNode }: Field, name: string): Partial<T> {
  const directive = astNode?.directives?.find((one) => one.name.value === name);
  return Object.fromEntries(argumentsOf(directive)) as Partial<T>;
}

const argumentsOf = (directive: ConstDirectiveNode | undefined) =>
  (directive?.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)] as const);
