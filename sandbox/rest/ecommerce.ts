// The stand-in for E-Commerce's own REST services: publication, courses, products and stock records.
import { z } from 'zod';
import type { RestLms } from './lms';
import { djangoTime } from './modes';
import { followSeat, published } from './publication';
import { productsOf, serialized, stockRecord, type Books, type RestProduct } from './shelf';
import {
  json,
  notFound,
  serverError,
  startRestStandIn,
  type Call,
  type RestStandIn,
  type Tokens,
} from './stand-in';

export type RestEcommerce = RestStandIn & {
  /** For tests to look at, and to edit without the API. */
  products: () => RestProduct[];
  reset: () => void;
};

type Options = {
  tokens: Tokens;
  port: number;
  host?: string;
  now?: () => Date;
  /** Pushes the modes of a run to the LMS. */
  tellLms: RestLms['publish'];
};

const byId = /^\/api\/v2\/products\/(\d+)\/$/;
const bySku = /^\/api\/v2\/stockrecords\/([^/]+)\/$/;
const expiry = z.object({ expires: z.string().nullable() });

/** Resolves once it listens; throws if the port is in use. */
export async function startRestEcommerce({ now = () => new Date(), ...options }: Options) {
  let books: Books = { runs: new Map(), products: [] };

  function take({ record }: Call) {
    const taken = published(books, record.input, { tellLms: options.tellLms, now: now() });
    books = taken.books ?? books;
    return taken.answer;
  }
  function course({ params: [id = ''] }: Call) {
    const run = books.runs.get(id);
    return run ? json(200, { id, ...run, products: productsOf(books, id) }) : notFound;
  }
  const found =
    (is: (one: RestProduct, wanted?: string) => boolean, answer: (one: RestProduct, of: Call) => object) =>
    (of: Call) => {
      const one = books.products.find((candidate) => is(candidate, of.params[0]));
      return one ? json(200, answer(one, of)) : notFound;
    };
  const hasId = ({ id }: RestProduct, wanted?: string) => String(id) === wanted;
  /** Not recorded, like the rest below: written from the code. Nothing here catches what Python would raise. */
  function change(of: Call) {
    const one = books.products.find((candidate) => hasId(candidate, of.params[0]));
    if (!one) return notFound;
    const expires = djangoTime(expiry.parse(of.record.input).expires);
    try {
      if (one.productClass === 'Seat') followSeat(books, one.of, { before: one.expires, expires });
    } catch {
      return serverError;
    }
    return json(200, serialized(Object.assign(one, { expires })));
  }
  const isThrottled = true;
  const routes = [
    { method: 'POST', path: /^\/api\/v2\/publication\/$/, isThrottled, answer: take },
    { method: 'GET', path: /^\/api\/v2\/courses\/([^/]+)\/$/, isThrottled, answer: course },
    { method: 'GET', path: byId, isThrottled, answer: found(hasId, serialized) },
    { method: 'PATCH', path: byId, isThrottled, answer: change },
    {
      method: 'GET',
      path: bySku,
      isThrottled,
      answer: found(({ sku }, wanted) => sku === wanted, stockRecord),
    },
  ];
  const standIn = await startRestStandIn(routes, options);
  function reset(): void {
    books = { runs: new Map(), products: [] };
    standIn.reset();
  }
  return { ...standIn, products: () => books.products, reset } satisfies RestEcommerce;
}
