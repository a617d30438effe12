// Random valid requests, generated from the schema: aliases, repeated fields, nested and shared fragments, conditions
// by literal and by variable, variables given, null, omitted or defaulted, and good and bad representations.
import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import type { GraphQLArgument, GraphQLInputType, GraphQLObjectType, GraphQLSchema } from 'graphql';

export interface RandomRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Values that an argument may have, by its name; some exist, some do not, some are malformed. */
export type Pools = Readonly<Record<string, readonly string[]>>;

/** A generator of numbers from 0 to below 1, deterministic by seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ALIASES = [
  ...['a', 'b', 'c', 'a_b', 'b_c', 'key', 'name', 'slug', 'type', 'nodes'],
  ...['__proto__', 'constructor', 'toString', 'then', 'toJSON', 'length', '__typename', 'idx1', 'err'],
];
const DEEPEST = 4;
/** Roughly how many fields and fragments a document contains. */
const MOST_SELECTIONS = 30;
/** These would call another system. */
const LEFT_OUT = ['drift', '_service'];

/** The next valid request. */
export function randomRequest(schema: GraphQLSchema, random: () => number, pools: Pools): RandomRequest {
  for (;;) {
    const made = new Writer(schema, random, pools).request();
    if (validate(schema, parse(made.query)).length === 0) return made;
  }
}

class Writer {
  readonly #variables: Record<string, unknown> = {};
  readonly #declared = new Map<string, string>();
  readonly #fragments = new Map<string, { on: string; body: string }>();
  readonly #open = new Set<string>();
  #left = MOST_SELECTIONS;
  /** The meaning of a response name within a type: the same each time, or the document would be invalid. */
  readonly #meant = new Map<string, { field: string; args: string }>();

  constructor(
    readonly schema: GraphQLSchema,
    readonly random: () => number,
    readonly pools: Pools,
  ) {}

  request(): RandomRequest {
    const root = this.schema.getQueryType() as GraphQLObjectType;
    const body = this.#selections(root, 0);
    const fragments = [...this.#fragments].map(([name, { on, body }]) => `fragment ${name} on ${on} ${body}`);
    const declared = [...this.#declared].map(([name, type]) => `$${name}: ${type}`).join(', ');
    const query = [`query Random${declared && `(${declared})`} ${body}`, ...fragments].join('\n');
    // An undeclared variable counts for nothing.
    const variables = this.#chance(0.05) ? { ...this.#variables, undeclared: 'x' } : this.#variables;
    return { query, variables };
  }

  #chance(of: number): boolean {
    return this.random() < of;
  }

  #one<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }

  #selections(type: GraphQLObjectType, depth: number): string {
    const count = 1 + Math.floor(this.random() * (depth === 0 ? 3 : 5));
    const all = Array.from({ length: count }, () => this.#selection(type, depth)).filter(Boolean);
    // The same field again, with other conditions at each place.
    if (this.#chance(0.25)) all.push(this.#selection(type, depth) || '__typename');
    return `{ ${all.join(' ') || '__typename'} }`;
  }

  #selection(type: GraphQLObjectType, depth: number): string {
    this.#left -= 1;
    if (this.#left < 0) return '__typename';
    if (depth > 0 && this.#chance(0.2)) return `...${this.#fragment(type, depth)}${this.#condition()}`;
    if (this.#chance(0.12)) {
      const on = this.#chance(0.5) ? ` on ${type.name}` : '';
      return `...${on}${this.#condition()} ${this.#selections(type, depth)}`;
    }
    return this.#field(type, depth);
  }

  /** An existing fragment, if there is one that is complete; so fragments are shared. */
  #fragment(type: GraphQLObjectType, depth: number): string {
    const known = [...this.#fragments].filter(([name, { on }]) => on === type.name && !this.#open.has(name));
    if (known.length > 0 && this.#chance(0.6)) return this.#one(known)[0];
    const name = `F${this.#fragments.size}`;
    this.#fragments.set(name, { on: type.name, body: '{ __typename }' });
    this.#open.add(name);
    const body = this.#selections(type, depth);
    this.#open.delete(name);
    this.#fragments.set(name, { on: type.name, body });
    return name;
  }

  #field(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields()).filter(
      (field) =>
        !LEFT_OUT.includes(field.name) && (depth < DEEPEST || !isCompositeType(getNamedType(field.type))),
    );
    const field = this.#chance(0.08) || fields.length === 0 ? undefined : this.#one(fields);
    const fieldName = field?.name ?? '__typename';
    const alias = this.#chance(0.25) ? this.#one(ALIASES) : fieldName;
    const place = `${type.name}.${alias}`;
    const meant = this.#meant.get(place) ?? { field: fieldName, args: this.#arguments(field?.args ?? []) };
    this.#meant.set(place, meant);
    const shown = `${alias === meant.field ? '' : `${alias}: `}${meant.field}${meant.args}${this.#condition()}`;
    const named =
      meant.field === '__typename' ? undefined : getNamedType(type.getFields()[meant.field]?.type);
    if (!named || !isCompositeType(named)) return shown;
    return `${shown} ${isObjectType(named) ? this.#selections(named, depth + 1) : this.#ofEntities(depth)}`;
  }

  #ofEntities(depth: number): string {
    const union = this.schema.getType('_Entity');
    const types = union && 'getTypes' in union ? union.getTypes() : [];
    const all = Array.from({ length: 1 + Math.floor(this.random() * 4) }, () => {
      const type = this.#one(types);
      if (this.#chance(0.2)) return `...${this.#fragment(type, depth + 1)}${this.#condition()}`;
      return `... on ${type.name}${this.#condition()} ${this.#selections(type, depth + 1)}`;
    });
    return `{ ${['__typename', ...all].slice(this.#chance(0.5) ? 1 : 0).join(' ')} }`;
  }

  #condition(): string {
    if (!this.#chance(0.22)) return '';
    const one = (): string => {
      const name = this.#one(['skip', 'include']);
      return `@${name}(if: ${this.#chance(0.3) ? String(this.#chance(0.5)) : `$${this.#boolean()}`})`;
    };
    const [first, second] = [one(), one()];
    return ` ${this.#chance(0.1) && first.slice(0, 3) !== second.slice(0, 3) ? `${first} ${second}` : first}`;
  }

  #boolean(): string {
    const name = this.#one(['x', 'y', 'z']);
    if (this.#declared.has(name)) return name;
    const form = this.#one(['Boolean!', 'Boolean!', 'Boolean! = true', 'Boolean = false', 'Boolean = true']);
    this.#declared.set(name, form);
    if (form === 'Boolean!' || this.#chance(0.6)) this.#variables[name] = this.#chance(0.5);
    if (this.#chance(0.03)) this.#variables[name] = this.#one([null, 'x', 1]);
    return name;
  }

  #arguments(args: readonly GraphQLArgument[]): string {
    const given = args.filter((arg) => isNonNullType(arg.type) || this.#chance(0.4));
    const all = given.map((arg) => `${arg.name}: ${this.#given(arg.name, arg.type)}`);
    return all.length > 0 ? `(${all.join(', ')})` : '';
  }

  /** A literal or a variable. */
  #given(name: string, type: GraphQLInputType): string {
    return this.#chance(0.5) ? this.#variable(name, type) : this.#literal(name, type);
  }

  #variable(argument: string, type: GraphQLInputType): string {
    const name = `v${this.#declared.size}`;
    const isRequired = isNonNullType(type);
    const form = this.random();
    const by = this.#value(argument, type);
    if (form < 0.2) this.#declared.set(name, `${String(getNullableType(type))} = ${written(by, type)}`);
    else this.#declared.set(name, String(form < 0.4 ? `${String(getNullableType(type))}!` : type));
    const hasDefault = form < 0.2;
    const fate = this.random();
    if (fate < 0.08) this.#variables[name] = null;
    else if (fate < 0.1) this.#variables[name] = this.#one([{}, 7, [['x']], true]);
    else if (fate < 0.7 || (isRequired && !hasDefault)) this.#variables[name] = this.#value(argument, type);
    return `$${name}`;
  }

  #literal(name: string, type: GraphQLInputType): string {
    const inner = getNullableType(type);
    if (!isNonNullType(type) && this.#chance(0.05)) return 'null';
    if (isInputObjectType(inner)) {
      const fields = Object.values(inner.getFields()).filter(
        (field) => isNonNullType(field.type) || this.#chance(0.3),
      );
      return `{${fields.map((field) => `${field.name}: ${this.#given(field.name, field.type)}`).join(', ')}}`;
    }
    if (isListType(inner) && name !== 'representations') {
      const count = Math.floor(this.random() * 3);
      return `[${Array.from({ length: count }, () => this.#given(name, inner.ofType)).join(', ')}]`;
    }
    return written(this.#value(name, type), type);
  }

  /** The value in JSON. */
  #value(name: string, type: GraphQLInputType): unknown {
    const inner = getNullableType(type);
    if (name === 'representations') return this.#representations();
    if (isListType(inner)) {
      return Array.from({ length: Math.floor(this.random() * 3) }, () => this.#value(name, inner.ofType));
    }
    if (isInputObjectType(inner)) {
      const fields = Object.values(inner.getFields()).filter(
        (field) => isNonNullType(field.type) || this.#chance(0.3),
      );
      return Object.fromEntries(fields.map((field) => [field.name, this.#value(field.name, field.type)]));
    }
    if (isEnumType(inner)) return this.#one(inner.getValues()).name;
    if (String(inner) === 'Boolean') return this.#chance(0.5);
    if (String(inner) === 'Int') return this.#one([0, 1, 2, 3, 50, 101, -1]);
    return this.#one(this.pools[name] ?? this.pools['text'] ?? []);
  }

  #representations(): unknown[] {
    return Array.from({ length: Math.floor(this.random() * 5) }, () => {
      if (this.#chance(0.1)) return this.#one<unknown>([{ __typename: 'Nothing' }, {}, 'x', 7, { key: 'x' }]);
      const [typename, by] = this.#one([
        ...[
          ['Course', 'key'],
          ['Course', 'uuid'],
          ['CourseRun', 'runKey'],
          ['CourseRun', 'key'],
        ],
        ...[
          ['CourseType', 'slug'],
          ['CourseRunType', 'slug'],
          ['TrackType', 'slug'],
          ['Mode', 'slug'],
        ],
        ...[
          ['SeatType', 'slug'],
          ['Provisioning', 'id'],
          ['BulkChange', 'id'],
        ],
      ] as [string, string][]);
      return { __typename: typename, [by === 'runKey' ? 'key' : by]: this.#one(this.pools[by] ?? []) };
    });
  }
}

/** A value as a literal of that type. */
function written(value: unknown, type: GraphQLInputType): string {
  const inner = getNullableType(type);
  if (isEnumType(inner)) return String(value);
  if (Array.isArray(value)) {
    const of = isListType(inner) ? inner.ofType : type;
    return `[${value.map((one) => written(one, of)).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = isInputObjectType(inner) ? inner.getFields() : {};
    const all = Object.entries(value).map(
      ([name, one]) => `${name}: ${written(one, fields[name]?.type ?? type)}`,
    );
    return `{${all.join(', ')}}`;
  }
  return JSON.stringify(value);
}
