// The E-Commerce stand-in's publication: what it accepts, refuses and creates. It finds seats by SKU only. Checked
// against recordings of openedx/ecommerce 615fdee5 (test/recordings); what those do not show is marked "not recorded".
import { z } from 'zod';
import type { Answer } from '../faults';
import { partner, skuOf, soldInBulk } from '../products';
import { djangoTime, isPast, type PushedCourse } from './modes';
import { attributes, type Attributes, type Books, type RestProduct } from './shelf';
import { json } from './stand-in';

const posted = z.looseObject({
  product_class: z.string(),
  price: z.union([z.string(), z.number()]).optional(),
  expires: z.string().nullish(),
  stockrecords: z.array(z.object({ partner_sku: z.string().nullish() })).default([]),
  attribute_values: z.array(z.object({ name: z.string(), value: z.unknown() })).default([]),
});
type Posted = z.infer<typeof posted>;
/** The REST framework trims text at both ends. */
const text = z.string().trim();
const publication = z.object({
  id: text.max(255),
  uuid: text.optional(),
  name: text.max(255),
  verification_deadline: z.string().nullish(),
  products: z.array(posted),
});

/** A failure for which E-Commerce has no message of its own, only Python's. */
class PythonError extends Error {}

const isEntitlement = ({ product_class }: Posted): boolean => product_class === 'Course Entitlement';
const attributesOf = ({ attribute_values }: Posted): Attributes =>
  attributes.parse(Object.fromEntries(attribute_values.map(({ name, value }) => [name, value])));
const codeOf = ({ products }: Books, runKey: string): RestProduct | undefined =>
  products.find((one) => one.productClass === 'Enrollment Code' && one.of === runKey);

/**
 * E-Commerce's answer, and the data after it if everything was accepted. All or nothing: if the LMS refuses the push,
 * everything is rolled back.
 */
export function published(
  books: Books,
  input: unknown,
  { tellLms, now }: { tellLms: (run: string, pushed: PushedCourse) => Answer; now: Date },
): { answer: Answer; books?: Books } {
  const { data, error } = publication.safeParse(input);
  if (error) return { answer: json(400, z.flattenError(error).fieldErrors) };
  const refusal = data.products.map(refusalOf).find(Boolean);
  if (refusal) return { answer: json(400, { products: [refusal] }) };
  const next = structuredClone(books);
  const { id, name } = data;
  const verification_deadline = djangoTime(data.verification_deadline ?? null);
  next.runs.set(id, { name, verification_deadline });
  try {
    const products = data.products.map((product) => publish(next, data, product));
    toggleCode(next, id, now);
    const failure = pushFailure(tellLms(id, pushOf(next, id, now)), id);
    if (failure) throw new PythonError(failure);
    const postedBody = { ...data, verification_deadline, products, message: null };
    return { books: next, answer: json(books.runs.has(id) ? 200 : 201, postedBody) };
  } catch (failure) {
    if (failure instanceof PythonError) return { answer: json(500, { error: failure.message }) };
    throw failure;
  }
}

/** Why a product is refused, in E-Commerce's words. Not recorded: read in its code. */
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

/** Creates or changes a product, and returns what was posted with its SKU. */
function publish(books: Books, postedBody: z.infer<typeof publication>, product: Posted): object {
  const saved = isEntitlement(product)
    ? publishEntitlement(books, postedBody, product)
    : publishSeat(books, postedBody, product);
  return { ...product, partner_sku: saved.sku };
}

const typeOf = (product: Posted): string => (attributesOf(product).certificate_type ?? '').toLowerCase();

function publishEntitlement(
  books: Books,
  postedBody: z.infer<typeof publication>,
  product: Posted,
): RestProduct {
  if (!postedBody.uuid)
    throw new PythonError('You need to provide a course UUID to create Course Entitlements.');
  const type = typeOf(product);
  const existing = books.products.find(
    (one) => one.of === postedBody.uuid && one.attributes.certificate_type === type,
  );
  return save(books, existing, {
    productClass: 'Course Entitlement',
    of: postedBody.uuid,
    title: `Course ${postedBody.name}`,
    // That it keeps variant_id is not recorded, but read in entitlements/utils.py.
    attributes: attributesOf(product),
    price: Number(product.price).toFixed(2),
    expires: existing?.expires ?? null,
  });
}

function publishSeat(books: Books, postedBody: z.infer<typeof publication>, product: Posted): RestProduct {
  // Not recorded, but read in its code: of a seat it ignores variant_id.
  const { variant_id: _, ...given } = attributesOf(product);
  const type = typeOf(product);
  const known = product.stockrecords[0]?.partner_sku;
  const existing = books.products.find((one) => one.of === postedBody.id && one.sku === known && known);
  const expires = djangoTime(product.expires ?? null);
  followSeat(books, postedBody.id, { before: existing?.expires ?? null, expires });
  const title = `Seat in ${postedBody.name}${type === '' ? '' : ` with ${type} certificate`}`;
  const price = Number(product.price).toFixed(2);
  const seat = { productClass: 'Seat' as const, title, of: postedBody.id, attributes: given, price, expires };
  const saved = save(books, existing, seat);
  if (soldInBulk.has(type)) {
    const code = codeOf(books, postedBody.id);
    save(books, code, {
      ...seat,
      title: code?.title ?? `Enrollment code for ${type} seat in ${postedBody.name}`,
      productClass: 'Enrollment Code',
      attributes: { seat_type: type, id_verification_required: given.id_verification_required },
      expires: code ? code.expires : expires,
    });
  }
  if (type === 'professional') deleteTwins(books, postedBody.id, saved);
  return saved;
}

/** Deletes unbought professional seats with the other ID requirement. */
function deleteTwins(books: Books, runKey: string, { attributes: has }: RestProduct): void {
  books.products = books.products.filter(
    ({ productClass, of, isBought, attributes: other }) =>
      productClass !== 'Seat' ||
      of !== runKey ||
      isBought ||
      other.certificate_type !== 'professional' ||
      other.id_verification_required === has.id_verification_required,
  );
}

/** The code's expiry follows that of any seat saved with a different one, unless the code's is earlier. */
export function followSeat(
  books: Books,
  runKey: string,
  { before, expires }: { before: string | null; expires: string | null },
): void {
  const code = codeOf(books, runKey);
  if (!code || before === expires) return;
  if (code.expires !== null && expires === null) {
    throw new PythonError("'>=' not supported between instances of 'datetime.datetime' and 'NoneType'");
  }
  if (code.expires === null || Date.parse(code.expires) >= Date.parse(expires ?? '')) code.expires = expires;
}

const YEAR_MS = 365 * 24 * 3_600_000;

/** After a publication the code ends with the latest-ending seat of its type, or in a year if that has no end. */
function toggleCode(books: Books, runKey: string, now: Date): void {
  const code = codeOf(books, runKey);
  if (!code) return;
  const [last] = books.products
    .filter(({ productClass, of }) => productClass === 'Seat' && of === runKey)
    .filter(({ attributes: has }) => has.certificate_type === code.attributes.seat_type)
    .sort((left, right) => Date.parse(right.expires ?? '0000') - Date.parse(left.expires ?? '0000'));
  if (!last) throw new PythonError("'NoneType' object has no attribute 'expires'");
  code.expires = last.expires ?? djangoTime(new Date(now.getTime() + YEAR_MS).toISOString());
}

function save(
  { products }: Books,
  existing: RestProduct | undefined,
  postedBody: Omit<RestProduct, 'id' | 'sku'>,
): RestProduct {
  if (existing)
    return Object.assign(existing, postedBody, {
      attributes: { ...existing.attributes, ...postedBody.attributes },
    });
  const id = Math.max(0, ...products.map((one) => one.id)) + 1;
  const made = { ...postedBody, id, sku: skuOf(skuParts(postedBody, id)) };
  products.push(made);
  return made;
}

/** A seat's SKU includes its id, so a second product has a different SKU. */
function skuParts({ productClass, of, attributes: has }: Omit<RestProduct, 'id' | 'sku'>, id: number) {
  const type = has.certificate_type ?? has.seat_type ?? '';
  if (productClass !== 'Seat') return [type, of, productClass, partner];
  return [type, of, `${has.id_verification_required}`, has.credit_provider ?? '', `${id}`, partner];
}

/** What E-Commerce pushes to the LMS: a mode per seat, even an expired one, but not for mobile shops; no cents. */
function pushOf(books: Books, runKey: string, now: Date): PushedCourse {
  const seats = books.products
    .filter(({ of, productClass }) => of === runKey && productClass === 'Seat')
    .sort((left, right) => right.id - left.id);
  const code = codeOf(books, runKey);
  const mobileSku = (shop: string) => seats.find(({ sku }) => sku.includes(`mobile.${shop}`))?.sku ?? null;
  return {
    id: runKey,
    name: books.runs.get(runKey)?.name ?? '',
    verification_deadline: books.runs.get(runKey)?.verification_deadline ?? null,
    modes: seats
      .filter(({ sku }) => !sku.includes('mobile'))
      .map(({ attributes: has, price, sku, expires }) => {
        const type = has.certificate_type || 'audit';
        const isSoldInBulk = soldInBulk.has(type) && code && !isPast(code.expires, now);
        const isMobile = type === 'verified';
        return {
          name: type === 'professional' && !has.id_verification_required ? 'no-id-professional' : type,
          currency: 'USD',
          price: Math.trunc(Number(price)),
          sku,
          bulk_sku: isSoldInBulk ? code.sku : null,
          expires: type === 'professional' ? null : expires,
          android_sku: isMobile ? mobileSku('android') : null,
          ios_sku: isMobile ? mobileSku('ios') : null,
        };
      }),
  };
}

/** Includes the LMS's first message if its refusal is JSON. */
function pushFailure({ status, headers, body }: Answer, runKey: string): string | undefined {
  if (status < 300) return undefined;
  const isJson = headers['content-type'] === 'application/json';
  const words = isJson ? z.record(z.string(), z.array(z.string())).parse(JSON.parse(body) as unknown) : {};
  const [first] = Object.values(words).flat();
  return [`Failed to publish commerce data for ${runKey} to LMS.`, first].filter(Boolean).join(' ');
}
