// The users and inventory subgraphs of Apollo's compatibility suite, as it describes them: the neighbours of products.
import { startSubgraph } from './subgraph';

const link = (...imports: string[]) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ${JSON.stringify(imports)})`;

const users = {
  typeDefs: `${link('@key', '@shareable')}
    type Query { me: User }
    type User @key(fields: "email") {
      email: ID!
      name: String
      totalProductsCreated: Int @shareable
      yearsOfEmployment: Int!
    }`,
  resolvers: {
    Query: { me: () => null },
    // Another name and total than in products: a test sees whose field was used.
    User: {
      __resolveReference: ({ email }: { email: string }) => ({
        email,
        name: 'overridden',
        totalProductsCreated: 4,
        yearsOfEmployment: 10,
      }),
    },
  },
};

const DELIVERY = { estimatedDelivery: '5/1/2019', fastestDelivery: '5/1/2019' };
interface Dimensions {
  dimensions?: { size?: string; weight?: number };
}

const inventory = {
  typeDefs: `${link('@key', '@shareable', '@external', '@requires')}
    type Query { inventory(id: ID!): Inventory }
    type Product @key(fields: "id") {
      id: ID!
      dimensions: ProductDimension @external
      delivery(zip: String): DeliveryEstimates @requires(fields: "dimensions { size weight }")
    }
    type ProductDimension @shareable { size: String  weight: Float }
    type DeliveryEstimates { estimatedDelivery: String  fastestDelivery: String }
    interface Inventory @key(fields: "id") { id: ID!  products: [Product!]! }
    type OpenSourceInventory implements Inventory @key(fields: "id") { id: ID!  products: [Product!]! }`,
  resolvers: {
    Query: {
      inventory: (_: unknown, { id }: { id: string }) => ({ __typename: 'OpenSourceInventory', id }),
    },
    OpenSourceInventory: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      products: () => [{ id: 'apollo-federation' }, { id: 'apollo-studio' }],
    },
    Inventory: { __resolveType: () => 'OpenSourceInventory' },
    Product: {
      __resolveReference: (representation: object) => representation,
      delivery: ({ dimensions }: Dimensions) =>
        dimensions?.size === 'small' && dimensions.weight === 1 ? DELIVERY : null,
    },
  },
};

/** Starts both on free ports. */
export const startNeighbours = () =>
  Promise.all([startSubgraph('users', users), startSubgraph('inventory', inventory)]);
