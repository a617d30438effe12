// Every field of every type is selected once, through every query and mutation: all have a working resolver.
import { getNamedType, isObjectType, isRequiredArgument } from 'graphql';
import type { GraphQLField, GraphQLObjectType } from 'graphql';
import { buildSchema } from '../../src/graphql/schema';
import { LIMITS, useTestApp, type Json } from '../support/app';
import { aPublishedMastersCourse, aVerifiedCourse } from '../support/changes';

const schema = buildSchema();
// All fields at once are more than anybody may ask for.
const app = useTestApp({ limits: { ...LIMITS, cost: 100_000_000, tokens: 4_000 } });
const seen = new Set<string>();

/** Of nested fields. */
const INNER: Record<string, () => string> = { asOf: () => `(at: "${new Date().toISOString()}")` };
/** All fields of the type that need no other argument; types that are already on the path are skipped. */
function selectionOf(type: GraphQLObjectType, onTheWay: readonly string[] = []): string {
  const fields = Object.values(type.getFields()).filter(
    ({ name, args }) => name in INNER || !args.some(isRequiredArgument),
  );
  const selections = fields.map((field) => {
    const name = field.name + (INNER[field.name]?.() ?? '');
    const inner = getNamedType(field.type);
    if (isObjectType(inner) && (onTheWay.includes(inner.name) || onTheWay.length > 4)) {
      // A type that is only reached from this one leads back to it: one step is enough.
      if (seen.has(`${type.name}.${field.name}`) || onTheWay.at(-1) !== inner.name) return '';
      seen.add(`${type.name}.${field.name}`);
      return `${name} { __typename }`;
    }
    seen.add(`${type.name}.${field.name}`);
    return isObjectType(inner) ? `${name} ${selectionOf(inner, [...onTheWay, type.name])}` : name;
  });
  return `{ __typename ${selections.join(' ')} }`;
}

/** The arguments for each query and mutation, in the order of the mutations; all must be accepted. */
type Arguments = Record<string, () => Record<string, Json>>;
const reason = 'test';
let masters: Awaited<ReturnType<typeof aPublishedMastersCourse>>;
let verified: Awaited<ReturnType<typeof aVerifiedCourse>>;
let provisioning: string;
let bulkChange: string;
beforeAll(async () => {
  masters = await aPublishedMastersCourse(app.replica);
  verified = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
  const { provisionings } = await app.data('{ provisionings { nodes { id } } }');
  provisioning = provisionings.nodes[0].id;
  const { startBulkChange } = await app.data(
    `mutation ($input: StartBulkChangeInput!) { startBulkChange(input: $input) { bulkChange { id } } }`,
    { input: bulk() },
  );
  bulkChange = startBulkChange.bulkChange.id;
});

const moved = () => ({
  courseKey: masters.key,
  expectedVersion: masters.version,
  courseType: 'masters-verified-audit',
  run: { key: masters.second, type: 'masters-verified-audit' },
  prices: [{ seatType: 'verified', amount: '100' }],
  reason,
});
const bulk = () => ({ name: 'Audit', keys: [masters.key], change: { type: 'audit' }, reason });
const change = () => ({ key: verified.key, expectedVersion: 1, title: 'Another', reason });
const QUERIES: Arguments = {
  courseType: () => ({ slug: 'masters' }),
  courseRunType: () => ({ slug: 'masters' }),
  trackType: () => ({ slug: 'verified' }),
  course: () => ({ key: verified.key }),
  courseRun: () => ({ key: masters.run }),
  previewCreateCourse: () => ({ input: { key: 'NewX+1', title: 'New', type: 'audit' } }),
  previewChangeCourse: () => ({ input: change() }),
  previewAddCourseRun: () => ({ input: moved() }),
  previewSetCourseRunStatus: () => ({
    input: { key: verified.run, expectedVersion: 1, status: 'LEGAL_REVIEW' },
  }),
  courseAsOf: () => ({ key: masters.key, at: new Date().toISOString() }),
  courseRunAsOf: () => ({ key: masters.run, at: new Date().toISOString() }),
  provisioning: () => ({ id: provisioning }),
  bulkChange: () => ({ id: bulkChange }),
  drift: () => ({ courseRunKey: masters.run }),
};
const saved = { slug: 'new', name: 'New', reason };
const paid = { paidToPlatform: true, paidToPartner: false };
const MUTATIONS: Arguments = {
  saveMode: () => ({ input: { ...saved, isIdVerified: true, isCreditEligible: false, minimumPrice: '1' } }),
  saveSeatType: () => ({ input: { ...saved, createsProduct: true } }),
  saveTrackType: () => ({ input: { ...saved, ...paid, mode: 'new', seatType: 'new' } }),
  saveCourseRunType: () => ({ input: { ...saved, trackTypes: ['new'], isMarketable: true } }),
  saveCourseType: () => ({
    input: { ...saved, entitlementTypes: ['new'], courseRunTypes: ['new'], organizations: [] },
  }),
  saveMembership: () => ({ input: { organization: 'edX', username: 'ann', role: 'EDITOR', reason } }),
  removeMembership: () => ({ input: { organization: 'edX', username: 'ann', reason } }),
  createCourse: () => ({ input: { key: 'NewX+1', title: 'New', type: 'audit' } }),
  changeCourse: () => ({ input: change() }),
  addCourseRun: () => ({ input: moved() }),
  setCourseRunStatus: () => ({
    input: { key: masters.second, expectedVersion: masters.version + 1, status: 'LEGAL_REVIEW' },
  }),
  stopSelling: () => ({ input: { courseRunKey: masters.run, reason } }),
  resumeSelling: () => ({ input: { courseRunKey: masters.run, reason } }),
  publishProvisioning: () => ({ input: { courseRunKey: masters.run, reason } }),
  retryProvisioning: () => ({ input: { id: provisioning, reason } }),
  retryProvisionings: () => ({ input: { filter: {}, reason } }),
  startBulkChange: () => ({ input: bulk() }),
  cancelBulkChange: () => ({ input: { id: bulkChange } }),
  deleteCourseRun: () => ({ input: { key: verified.run, expectedVersion: 2, reason } }),
  deleteCourse: () => ({ input: { key: verified.key, expectedVersion: 3, reason } }),
};

function documentOf(kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  const selection = isObjectType(type) ? selectionOf(type) : '';
  const variables = field.args.filter(isRequiredArgument);
  const declared = variables.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const given = variables.map(({ name }) => `${name}: $${name}`).join(', ');
  return variables.length === 0
    ? `${kind} { answer: ${field.name} ${selection} }`
    : `${kind} (${declared}) { answer: ${field.name}(${given}) ${selection} }`;
}

async function answerOf(kind: 'query' | 'mutation', name: string, variables: object): Promise<Json> {
  const type = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  const field = type?.getFields()[name];
  if (!type || !field) throw new Error(`There is no ${kind} ${name}.`);
  seen.add(`${type.name}.${name}`);
  return (await app.data(documentOf(kind, field), variables)).answer;
}

const fieldsOf = (type: GraphQLObjectType | null | undefined) =>
  Object.keys(type?.getFields() ?? {}).filter((name) => !name.startsWith('_'));

test.each(fieldsOf(schema.getQueryType()))('the query %s answers all its fields', async (name) => {
  const answer = await answerOf('query', name, QUERIES[name]?.() ?? {});

  expect(answer).toBeTruthy();
  expect(answer.violations ?? []).toEqual([]);
});

test('no mutation is left out', () => {
  expect(Object.keys(MUTATIONS).sort()).toEqual(fieldsOf(schema.getMutationType()).sort());
});

test.each(Object.keys(MUTATIONS))('the mutation %s answers all its fields', async (name) => {
  const { violations = [], ...answer } = await answerOf('mutation', name, MUTATIONS[name]?.() ?? {});

  const { __typename, plan: _plan, provisioning: _asked, ...main } = answer;
  expect(violations).toEqual([]);
  expect(Object.values({ ...main, _asked }).filter(Boolean)).not.toEqual([]);
});

test('no field of any type was left out', () => {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const own = types.filter(({ name }) => !name.startsWith('_'));
  const fields = own.flatMap((type) => fieldsOf(type).map((field) => `${type.name}.${field}`));

  expect(fields.filter((field) => !seen.has(field))).toEqual([]);
});
