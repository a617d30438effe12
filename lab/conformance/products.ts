// The data that the suite expects of its products subgraph, and the resolvers over it.
import { entityByKeys, fieldOf } from './entities-by-keys';

const user = {
  email: 'support@apollographql.com',
  name: 'Jane Smith',
  totalProductsCreated: 1337,
  yearsOfEmployment: 10,
};

const dimensions = { size: 'small', weight: 1, unit: 'kg' };

const federationStudy = { study: { caseNumber: '1234', description: 'Federation Study' }, outcome: null };
const studioStudy = { study: { caseNumber: '1235', description: 'Studio Study' }, outcome: null };

const products = [
  {
    id: 'apollo-federation',
    sku: 'federation',
    package: '@apollo/federation',
    variation: { id: 'OSS' },
    dimensions,
    createdBy: user,
    notes: null,
    research: [federationStudy],
  },
  {
    id: 'apollo-studio',
    sku: 'studio',
    package: '',
    variation: { id: 'platform' },
    dimensions,
    createdBy: user,
    notes: null,
    research: [studioStudy],
  },
];

const deprecatedProducts = [
  {
    sku: 'apollo-federation-v1',
    package: '@apollo/federation-v1',
    reason: 'Migrate to Federation V2',
    createdBy: user,
  },
];

const inventories = [{ id: 'apollo-oss', deprecatedProducts }];

const productOf = entityByKeys(products, [
  ({ id }) => [id],
  (product) => [product['sku'], product['package']],
  ({ sku, variation }) => [sku, fieldOf(variation, 'id')],
]);
const deprecatedProductOf = entityByKeys(deprecatedProducts, [
  (product) => [product['sku'], product['package']],
]);
const userOf = entityByKeys([user], [({ email }) => [email]]);

/** Whole products per year; null if one of the figures is missing or there were no years. */
const averageOf = (total: unknown, years: unknown): number | null =>
  typeof total === 'number' && typeof years === 'number' && years > 0 ? Math.round(total / years) : null;

export const resolvers = {
  Query: {
    product: (_: unknown, key: { id: string }) => productOf(key),
    deprecatedProduct: (_: unknown, key: { sku: string; package: string }) => deprecatedProductOf(key),
  },
  Product: { __resolveReference: productOf },
  DeprecatedProduct: { __resolveReference: deprecatedProductOf },
  ProductResearch: {
    __resolveReference: entityByKeys(
      [federationStudy, studioStudy],
      [({ study }) => [fieldOf(study, 'caseNumber')]],
    ),
  },
  Inventory: { __resolveReference: entityByKeys(inventories, [({ id }) => [id]]) },
  User: {
    /** Fields that it `@requires` come with the representation; only their average is returned. */
    __resolveReference: async (representation: Readonly<Record<string, unknown>>) => {
      const found = await userOf(representation);
      const { totalProductsCreated, yearsOfEmployment } = representation;
      return found && { ...found, average: averageOf(totalProductsCreated, yearsOfEmployment) };
    },
    averageProductsCreatedPerYear: (parent: typeof user & { average?: number | null }) =>
      parent.average === undefined
        ? averageOf(parent.totalProductsCreated, parent.yearsOfEmployment)
        : parent.average,
  },
};
