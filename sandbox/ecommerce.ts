// The stand-in for E-Commerce: sandbox/ecommerce.graphql on a socket, with the products of products.ts.
import { createProducts, type ProvisionProductsInput } from './products';
import { startStandIn, type StandIn, type StandInOptions } from './stand-in';

export type EcommerceStandIn = StandIn<ProvisionProductsInput>;

/** Returns once it listens; throws when the port is in use. */
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
