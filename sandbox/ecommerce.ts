// The stand-in for E-Commerce: serves sandbox/ecommerce.graphql with the products of products.ts.
import { createProducts, type ProvisionProductsInput } from './products';
import { startStandIn, type StandIn, type StandInOptions } from './stand-in';

export type EcommerceStandIn = StandIn<ProvisionProductsInput>;

/** Resolves once it listens; throws if the port is in use. */
export function startEcommerce(options: StandInOptions): Promise<EcommerceStandIn> {
  const books = createProducts();
  const target = {
    sdl: 'ecommerce.graphql',
    books,
    mutation: { name: 'provisionProducts', stateField: 'products' },
    queries: {
      provisionedProducts: (_: unknown, { courseRunKey }: { courseRunKey: string }) =>
        books.find(courseRunKey),
    },
  };
  return startStandIn(target, options);
}
