// Released schema stays, or the changelog announces its removal; deprecations say until when, and what to use instead.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, visit } from 'graphql';
import { schemaPage } from '../../docs/schema-page';
import { unannouncedChanges } from '../project/schema-gate';

const read = (...path: string[]) => readFileSync(join(__dirname, '../..', ...path), 'utf8');

const SAMPLE = `
  type Query { modes(filter: Filter): [Mode!] }
  type Mode @key(fields: "slug") @key(fields: "uuid") {
    slug: String! uuid: ID! name: String! @shareable isVerified: Boolean! certificate: String kind: Kind
  }
  enum Kind { PAID FREE }
  input Filter { name: String }
  type Track { mode: Mode }
  extend type Mutation { save(slug: String!): Mode  drop(slug: String!): Mode }`;
const changelog = (...breaking: string[]) =>
  ['## Unreleased', '- `Mode.slug` is nicer.', '### Breaking', ...breaking, '### Other', '- `Mode.uuid`.']
    .concat('## 0.0.9', '### Breaking', '- `Mode.certificate` has gone.')
    .join('\n');

/** The sample with one change. */
function planted(part: string, replacement: string): string {
  const changed = SAMPLE.replace(part, replacement);
  if (changed === SAMPLE) throw new Error(`The sample has no ${part}.`);
  return changed;
}
const pathsOf = (refused: string[]) => refused.map((change) => change.split(': ')[0]);

test('the schema breaks nothing released without a note in the changelog', async () => {
  const released = read('schema', 'released', 'schema.graphql');

  expect(await unannouncedChanges(released, schemaPage(), read('CHANGELOG.md'))).toEqual([]);
});

describe('a planted change', () => {
  test.each<[what: string, path: string, part: string, replacement: string]>([
    ['a field that goes', 'Mode.slug', 'slug: String!', ''],
    ['a field that may be null', 'Mode.isVerified', 'Boolean!', 'Boolean'],
    ['a field of another type', 'Mode.certificate', 'certificate: String', 'certificate: Int'],
    ['a type that goes', 'Track', 'type Track { mode: Mode }', ''],
    ['a mutation that goes', 'Mutation.drop', 'drop(slug: String!): Mode', ''],
    ['a value that goes', 'Kind.FREE', 'FREE', ''],
    ['an argument that goes', 'Query.modes.filter', '(filter: Filter)', ''],
    ['an argument that must be given', 'Query.modes.year', 'filter: Filter', 'filter: Filter year: Int!'],
    ['an input that must be given', 'Filter.year', 'name: String }', 'name: String year: Int! }'],
    ['a key that goes', 'Mode.@key', '@key(fields: "uuid")', ''],
    ['a field that is shared no more', 'Mode.name.@shareable', '@shareable', ''],
    ['a field that is hidden', 'Mode.isVerified.@inaccessible', 'Boolean!', 'Boolean! @inaccessible'],
  ])('%s is refused as %s unless it is announced', async (...[, path, part, replacement]) => {
    const current = planted(part, replacement);

    expect(pathsOf(await unannouncedChanges(SAMPLE, current, changelog()))).toEqual([path]);
    expect(await unannouncedChanges(SAMPLE, current, changelog(`- \`${path}\`: why.`))).toEqual([]);
  });

  test.each([
    ['a new field', 'slug: String!', 'slug: String! colour: String'],
    ['a new type', 'type Track', 'type Colour { name: String! } type Track'],
    ['an input that may be left out', 'name: String }', 'name: String year: Int }'],
    ['a new value', 'FREE', 'FREE BOTH'],
    ['a field that is never null any more', 'certificate: String', 'certificate: String!'],
    ['a description', 'type Track', '"One way into a run." type Track'],
    ['a deprecation', 'Boolean!', 'Boolean! @deprecated(reason: "Old.")'],
    ['a tag', 'Boolean!', 'Boolean! @tag(name: "operations")'],
  ])('%s is accepted', async (_, part, replacement) => {
    expect(await unannouncedChanges(SAMPLE, planted(part, replacement), changelog())).toEqual([]);
  });

  test.each([
    ['beside the section of what breaks', 'slug: String!', 'Mode.slug'],
    ['in the section after it', 'uuid: ID!', 'Mode.uuid'],
    ['in an older release', 'certificate: String', 'Mode.certificate'],
  ])('is not announced by being named %s', async (_, part, path) => {
    expect(pathsOf(await unannouncedChanges(SAMPLE, planted(part, ''), changelog()))).toEqual([path]);
  });
});

describe('a deprecation', () => {
  const WELL_PUT = /^Use .+; stays until \d{4}-\d\d-\d\d\.$/;

  /** The reasons that lack a replacement, or a date until which the old field stays. */
  function vagueReasons(sdl: string): string[] {
    const vague: string[] = [];
    visit(parse(sdl), {
      Directive: ({ name, arguments: [reason] = [] }) => {
        if (name.value !== 'deprecated') return;
        const text = reason?.value.kind === Kind.STRING ? reason.value.value : '';
        if (!WELL_PUT.test(text)) vague.push(text);
      },
    });
    return vague;
  }

  test('says what to use instead, and until when the old one stays', () => {
    expect(vagueReasons(schemaPage())).toEqual([]);
  });

  test.each([
    ['@deprecated', ['']],
    ['@deprecated(reason: "Use `kind`.")', ['Use `kind`.']],
    ['@deprecated(reason: "Use `kind`; stays until 2030-01-31.")', []],
  ])('as %s leaves %j to be improved', (directive, expected) => {
    expect(vagueReasons(planted('Boolean!', `Boolean! ${directive}`))).toEqual(expected);
  });
});
