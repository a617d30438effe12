// The products of the E-Commerce stand-in: what its publication takes, refuses and makes. It finds seats by SKU only.
import { z } from 'zod';
import { partner, skuOf, soldInBulk } from '../products';
import type { RestLms } from './lms';
import type { PushedMode } from './modes';
import { json } from './stand-in';

/** Fields of ProductAttributes; an empty one is none. */
const attributes = z.object({
  certificate_type: z.string().optional(),
  id_verification_required: z.boolean().optional(),
  credit_provider: z.string().optional(),
  credit_hours: z.number().optional(),
  seat_type: z.string().optional(),
});
type Attributes = z.infer<typeof attributes>;
const posted = z.looseObject({
  product_class: z.string(),
  price: z.coerce.number().optional(),
  expires: z.string().nullish(),
  stockrecords: z.array(z.object({ partner_sku: z.string().nullish() })).default([]),
  attribute_values: z.array(z.object({ name: z.string(), value: z.unknown() })).default([]),
});
type Posted = z.infer<typeof posted>;
/** AtomicPublicationSerializer. */
const publication = z.object({
  id: z.string(),
  uuid: z.string().optional(),
  name: z.string().max(255),
  verification_deadline: z.string().nullish(),
  products: z.array(posted),
});

export type RestProduct = {
  id: number;
  productClass: 'Seat' | 'Enrollment Code' | 'Course Entitlement';
  /** The run of a seat, the course's UUID of an entitlement. */
  of: string;
  attributes: Attributes;
  price: string;
  expires: string | null;
  sku: string;
};
export type Books = {
  runs: Map<string, { name: string; verification_deadline: string | null }>;
  products: RestProduct[];
};

const isEntitlement = ({ product_class }: Posted): boolean => product_class === 'Course Entitlement';
const attributesOf = ({ attribute_values }: Posted): Attributes =>
  attributes.parse(Object.fromEntries(attribute_values.map(({ name, value }) => [name, value])));

/**
 * What E-Commerce answers, and the books after it where it took everything. Whole or not at all: what `tellLms` answers
 * is the LMS's refusal, and rolls back.
 */
export function published(books: Books, input: unknown, tellLms: RestLms['publish']) {
  const { data, error } = publication.safeParse(input);
  if (error) return { answer: json(400, z.flattenError(error).fieldErrors) };
  const refusal = data.products.map(refusalOf).find(Boolean);
  if (refusal) return { answer: json(400, { products: [refusal] }) };
  if (!data.uuid && data.products.some(isEntitlement)) {
    return {
      answer: json(500, { error: 'You need to provide a course UUID to create Course Entitlements.' }),
    };
  }
  const next = structuredClone(books);
  const { id, name, verification_deadline = null } = data;
  next.runs.set(id, { name, verification_deadline });
  const products = publish(next, data);
  const words = tellLms(id, modesOf(next, id));
  const failed = `Failed to publish commerce data for ${id} to LMS.`;
  if (words) return { answer: json(500, { error: `${failed} ${words}` }) };
  return { books: next, answer: json(books.runs.has(id) ? 200 : 201, { ...data, products, message: null }) };
}

/** With the parent of the seats, which is not for sale. */
export function productsOf({ products }: Books, runKey: string): object[] {
  const parent = { id: 0, structure: 'parent', product_class: 'Seat', expires: null };
  const ours = products.filter(({ of }) => of === runKey);
  return [{ ...parent, attribute_values: [], stockrecords: [] }, ...ours.map(serialized)];
}

/** Why a product can't be taken, in E-Commerce's words. */
function refusalOf(product: Posted): string | undefined {
  const { certificate_type, id_verification_required } = attributesOf(product);
  if (!isEntitlement(product) && product.product_class !== 'Seat') {
    return `Invalid product class [${product.product_class}] requested.`;
  }
  if (isEntitlement(product) && certificate_type === undefined) {
    return 'Products must have a certificate type.';
  }
  if (!isEntitlement(product) && id_verification_required === undefined) {
    return 'Products must indicate whether ID verification is required.';
  }
  return product.price === undefined ? 'Products must have a price.' : undefined;
}

/** Makes or changes the products, and answers what was posted, each with its SKU. */
function publish({ products }: Books, said: z.infer<typeof publication>) {
  const uuid = said.uuid ?? '';
  return said.products.map((product) => {
    const given = attributesOf(product);
    const type = given.certificate_type ?? '';
    const sold = { price: Number(product.price).toFixed(2), expires: product.expires ?? null };
    const seat = { ...sold, productClass: 'Seat' as const, of: said.id, attributes: given };
    if (isEntitlement(product)) {
      const same = (one: RestProduct) => one.of === uuid && one.attributes.certificate_type === type;
      const kept = products.find(same);
      const entitlement = { ...seat, productClass: 'Course Entitlement' as const, of: uuid };
      const { sku } = save(products, kept, { ...entitlement, expires: kept?.expires ?? null });
      return { ...product, partner_sku: sku };
    }
    if (soldInBulk.has(type)) {
      const code = products.find((one) => one.productClass === 'Enrollment Code' && one.of === said.id);
      save(products, code, { ...seat, productClass: 'Enrollment Code', attributes: { seat_type: type } });
    }
    const known = product.stockrecords[0]?.partner_sku;
    const { sku } = save(
      products,
      products.find((one) => one.of === said.id && one.sku === known),
      seat,
    );
    return { ...product, partner_sku: sku };
  });
}

function save(
  products: RestProduct[],
  kept: RestProduct | undefined,
  said: Omit<RestProduct, 'id' | 'sku'>,
): RestProduct {
  if (kept) return Object.assign(kept, said, { attributes: { ...kept.attributes, ...said.attributes } });
  const id = products.length + 1;
  const made = { ...said, id, sku: skuOf(skuParts(said, id)) };
  products.push(made);
  return made;
}

/** extensions/catalogue/utils.py: the id is part of a seat's, so a second product has another SKU. */
function skuParts({ productClass, of, attributes: has }: Omit<RestProduct, 'id' | 'sku'>, id: number) {
  const type = has.certificate_type ?? has.seat_type ?? '';
  if (productClass !== 'Seat') return [type, of, productClass, partner];
  return [type, of, `${has.id_verification_required}`, has.credit_provider ?? '', `${id}`, partner];
}

export const stockRecord = ({ id, sku, price }: RestProduct) => ({
  product: id,
  partner_sku: sku,
  price_currency: 'USD',
  price,
});

/** ProductSerializer. */
export function serialized(one: RestProduct) {
  const { id, productClass: product_class, expires } = one;
  const values = Object.entries(one.attributes).filter(([, value]) => value !== '');
  const attribute_values = values.map(([name, value]) => ({ name, code: name, value }));
  const structure = product_class === 'Enrollment Code' ? 'standalone' : 'child';
  return { id, structure, product_class, expires, attribute_values, stockrecords: [stockRecord(one)] };
}

/** courses/publishers.py: a mode of every seat, also of those that expired; no cents. */
function modesOf({ products }: Books, runKey: string): PushedMode[] {
  const ours = products.filter(({ of }) => of === runKey);
  const code = ours.find(({ productClass }) => productClass === 'Enrollment Code');
  return ours
    .filter(({ productClass }) => productClass === 'Seat')
    .map(({ attributes: has, price, sku, expires }) => {
      const type = has.certificate_type || 'audit';
      const name = type === 'professional' && !has.id_verification_required ? 'no-id-professional' : type;
      const bulk_sku = soldInBulk.has(type) ? (code?.sku ?? null) : null;
      return { name, currency: 'usd', price: Math.trunc(Number(price)), sku, bulk_sku, expires };
    });
}
