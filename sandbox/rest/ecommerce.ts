// The stand-in for E-Commerce's own REST services: publication, courses, products and stock records.
import { z } from 'zod';
import type { RestLms } from './lms';
import { productsOf, published, serialized, stockRecord } from './publication';
import type { Books, RestProduct } from './publication';
import { json, notFound, startRestStandIn, type Asked, type RestStandIn, type Tokens } from './stand-in';

export type RestEcommerce = RestStandIn & {
  /** To look at, and to edit behind everybody's back. */
  products: () => RestProduct[];
  reset: () => void;
};

type Options = {
  tokens: Tokens;
  port: number;
  host?: string;
  /** How the LMS is told the modes of a run. */
  tellLms: RestLms['publish'];
};

const byId = /^\/api\/v2\/products\/(\d+)\/$/;
const bySku = /^\/api\/v2\/stockrecords\/([^/]+)\/$/;
const expiry = z.object({ expires: z.string().nullable() });

/** Returns once it listens; throws when the port is in use. */
export async function startRestEcommerce(options: Options): Promise<RestEcommerce> {
  let books: Books = { runs: new Map(), products: [] };

  function take({ record }: Asked) {
    const taken = published(books, record.input, options.tellLms);
    books = taken.books ?? books;
    return taken.answer;
  }
  function course({ params: [id = ''] }: Asked) {
    const run = books.runs.get(id);
    return run ? json(200, { id, ...run, products: productsOf(books, id) }) : notFound;
  }
  const found =
    (is: (one: RestProduct, wanted?: string) => boolean, answer: (one: RestProduct, of: Asked) => object) =>
    (of: Asked) => {
      const one = books.products.find((candidate) => is(candidate, of.params[0]));
      return one ? json(200, answer(one, of)) : notFound;
    };
  const hasId = ({ id }: RestProduct, wanted?: string) => String(id) === wanted;
  const change = (one: RestProduct, { record }: Asked) =>
    serialized(Object.assign(one, expiry.parse(record.input)));
  const routes = [
    { method: 'POST', path: /^\/api\/v2\/publication\/$/, answer: take },
    { method: 'GET', path: /^\/api\/v2\/courses\/([^/]+)\/$/, answer: course },
    { method: 'GET', path: byId, answer: found(hasId, serialized) },
    { method: 'PATCH', path: byId, answer: found(hasId, change) },
    { method: 'GET', path: bySku, answer: found(({ sku }, wanted) => sku === wanted, stockRecord) },
  ];
  const standIn = await startRestStandIn(routes, options);
  function reset(): void {
    books = { runs: new Map(), products: [] };
    standIn.faults.clear();
    standIn.requests.length = 0;
  }
  return { ...standIn, products: () => books.products, reset };
}
