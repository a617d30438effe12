// What a selection may cost, from the @cost and @listSize that gateways read too, and added up as gateways do: an object
// is 1 and a leaf nothing unless @cost says otherwise, a list is its elements times its size.
import { getNamedType, getNullableType, isLeafType, isListType, Kind, valueFromASTUntyped } from 'graphql';
import type { ConstDirectiveNode, FieldNode, GraphQLField } from 'graphql';
import { LARGEST_PAGE } from '../lists/paging';

/** As they are sent, with the defaults of those that are not. */
export type Variables = Readonly<Record<string, unknown>>;
/** Which fields of a page are lists of its entries, and how many of these there are. */
interface Page {
  readonly fields: readonly string[];
  readonly size: number;
}
/** What a selection costs with these variables, of that page if it is one of a page. */
export type Cost = (variables: Variables, page?: Page) => number;
type Field = GraphQLField<unknown, unknown>;

/** A mutation, for its transaction. */
const MUTATION = 10;
/** The size of a list of which the schema says none. */
const UNSAID = 3;

export const FREE: Cost = () => 0;

/** All of them together. */
export const sumOf =
  (costs: readonly Cost[]): Cost =>
  (variables, page) =>
    costs.reduce((sum, cost) => sum + cost(variables, page), 0);

/** A field with what its selection costs. Introspection is free: it asks for nothing, and has a limit of its own. */
export function costOf(
  node: FieldNode,
  field: Field,
  { cost, isMutation }: { cost: Cost; isMutation: boolean },
): Cost {
  const name = node.name.value;
  if (name.startsWith('__')) return FREE;
  const usual = isMutation ? MUTATION : Number(!isLeafType(getNamedType(field.type)));
  const { weight = usual } = saidOf<{ weight?: number }>(field, 'cost');
  if (weight === 0 && !node.selectionSet) return FREE;
  const {
    assumedSize = UNSAID,
    slicingArguments: [by] = [],
    sizedFields = [],
  } = saidOf<ListSize>(field, 'listSize');
  const isList = isListType(getNullableType(field.type));
  return (variables, page) => {
    const times = page?.fields.includes(name) ? page.size : isList ? assumedSize : 1;
    const entities = name === '_entities' ? countRepresentations(node, variables) : times;
    const own = by && { fields: sizedFields, size: pageSizeOf(node, { field, by }, variables) };
    return entities * (weight + cost(variables, own || undefined));
  };
}

/** How many entities this `_entities` asks for, however they are put. */
export function countRepresentations(node: FieldNode, variables: Variables): number {
  const given = argumentOf(node, 'representations', variables);
  // A single one is taken for a list of one.
  return Array.isArray(given) ? given.length : Number(given != null);
}

/** What it is refused for later, such as a size of 0, costs what is usual. */
function pageSizeOf(
  node: FieldNode,
  { field, by }: { field: Field; by: string },
  variables: Variables,
): number {
  const size = argumentOf(node, by, variables);
  if (typeof size === 'number' && size >= 0) return Math.min(size, LARGEST_PAGE);
  const usual = field.args.find(({ name }) => name === by)?.defaultValue;
  return typeof usual === 'number' ? usual : UNSAID;
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

/** What a directive of the schema says of the field; nothing where there is none. */
function saidOf<T extends object>({ astNode }: Field, name: string): Partial<T> {
  const directive = astNode?.directives?.find((one) => one.name.value === name);
  return Object.fromEntries(argumentsOf(directive)) as Partial<T>;
}

const argumentsOf = (directive: ConstDirectiveNode | undefined) =>
  (directive?.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)] as const);
