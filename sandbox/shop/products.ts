// The shop stand-in's products: what WooCommerce does with input, as recorded in test/recordings/woocommerce.
import { z } from 'zod';
import { cleanName, cleanPrice, cleanSku, fold } from './sanitised';

export type Meta = { id: number; key: string; value: unknown };
export type ShopProduct = {
  id: number;
  parent_id?: number;
  name: string;
  type: string;
  status: string;
  sku: string;
  price: string;
  regular_price: string;
  sale_price: string;
  virtual: boolean;
  downloadable: boolean;
  sold_individually: boolean;
  catalog_visibility: string;
  stock_status: string;
  description: string;
  date_modified_gmt: string;
  meta_data: Meta[];
};
/** WooCommerce's lookup table of SKUs is separate: it can have a SKU that the product does not have yet. */
export type Shelf = { products: Map<number, ShopProduct>; lookup: Map<number, string>; nextId: number };
/** A refusal in the words of WooCommerce. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    { message, data = {} }: { message: string; data?: object },
  ) {
    super(message);
    this.data = data;
  }
  readonly data: object;
}
/** The process creating a product was killed in the middle. */
export class Killed extends Error {}

const STATUSES = ['draft', 'pending', 'private', 'publish', 'future', 'auto-draft', 'trash'];
const typed = (type: string) => ({ error: `is not of type ${type}.` });
const meta = z.object({ id: z.number().optional(), key: z.string().optional(), value: z.unknown() });
const given = z.object({
  name: z.string(typed('string')).optional(),
  type: z.string(typed('string')).optional(),
  sku: z.string(typed('string')).optional(),
  regular_price: z.string(typed('string')).nullish(),
  sale_price: z.string(typed('string')).nullish(),
  status: z
    .enum(STATUSES, { error: `is not one of ${STATUSES.slice(0, -1).join(', ')}, and trash.` })
    .optional(),
  virtual: z.boolean(typed('boolean')).optional(),
  downloadable: z.boolean(typed('boolean')).optional(),
  sold_individually: z.boolean(typed('boolean')).optional(),
  catalog_visibility: z.string().optional(),
  stock_status: z.string().optional(),
  description: z.string().optional(),
  meta_data: z.array(meta).optional(),
});
type Given = z.infer<typeof given>;

/** The parts of a body that count. Throws a refusal for values of the wrong type. */
export function read(body: object): Given {
  const parsed = given.safeParse(body);
  if (parsed.success) return parsed.data;
  const params = Object.fromEntries(
    parsed.error.issues.map(({ path, message }) => [String(path[0]), `${String(path[0])} ${message}`]),
  );
  const names = Object.keys(params).join(', ');
  throw new Refusal(400, 'rest_invalid_param', {
    message: `Invalid parameter(s): ${names}`,
    data: { params },
  });
}

/** Creates a product step by step; `killAt` is the step not reached: insert, lookup, or a meta data key. */
export function create(
  shelf: Shelf,
  body: object,
  { now, killAt }: { now: Date; killAt?: string },
): ShopProduct {
  const input = read(body);
  const sku = cleanSku(input.sku ?? '');
  refuseTwin(shelf, sku, null);
  const id = shelf.nextId++;
  const bare = { sku: '', price: '', regular_price: '', sale_price: '', virtual: false, downloadable: false };
  const shown = {
    catalog_visibility: 'visible',
    stock_status: 'instock',
    description: '',
    sold_individually: false,
  };
  const product: ShopProduct = {
    ...{ id, ...bare, ...shown, meta_data: [], date_modified_gmt: stamp(now) },
    name: cleanName(input.name ?? 'Product'),
    type: input.type ?? 'simple',
    status: input.status ?? 'publish',
  };
  shelf.products.set(id, product);
  const step = (name: string) => {
    if (killAt === name) throw new Killed(name);
  };
  step('insert');
  if (sku !== '') shelf.lookup.set(id, sku.slice(0, 100));
  step('meta');
  product.sku = sku;
  const { meta_data = [], regular_price, sale_price, ...rest } = input;
  step('_regular_price');
  applyPlain(product, rest);
  product.regular_price = cleanPrice(regular_price ?? '');
  product.sale_price = cleanPrice(sale_price ?? '');
  step('_price');
  product.price = priceOf(product);
  for (const one of meta_data) {
    step(one.key ?? '');
    putMeta(shelf, product, one);
  }
  return product;
}

/** Changes a product. An unchanged price is not written again, so lost price data stays lost. */
export function update(
  shelf: Shelf,
  product: ShopProduct,
  { body, now }: { body: object; now: Date },
): ShopProduct {
  const input = read(body);
  const { meta_data = [], regular_price, sale_price, sku, name, status, ...rest } = input;
  if (sku !== undefined) {
    refuseTwin(shelf, cleanSku(sku), product.id);
    product.sku = cleanSku(sku);
    shelf.lookup.set(product.id, product.sku.slice(0, 100));
  }
  if (product.sku !== '' && !shelf.lookup.has(product.id)) shelf.lookup.set(product.id, product.sku);
  if (name !== undefined) product.name = cleanName(name);
  if (status !== undefined) product.status = status;
  applyPlain(product, rest);
  const before = JSON.stringify([product.regular_price, product.sale_price]);
  if (regular_price !== undefined) product.regular_price = cleanPrice(regular_price ?? '');
  if (sale_price !== undefined) product.sale_price = cleanPrice(sale_price ?? '');
  if (Number(product.sale_price) >= Number(product.regular_price)) product.sale_price = '';
  if (before !== JSON.stringify([product.regular_price, product.sale_price]))
    product.price = priceOf(product);
  for (const one of meta_data) putMeta(shelf, product, one);
  product.date_modified_gmt = stamp(now);
  return product;
}

const stamp = (now: Date): string => now.toISOString().slice(0, 19);
const priceOf = ({ sale_price, regular_price }: ShopProduct): string => sale_price || regular_price;

function applyPlain(product: ShopProduct, input: Partial<Given>): void {
  const { virtual, downloadable, sold_individually, catalog_visibility, stock_status, description } = input;
  const plain = { virtual, downloadable, sold_individually, catalog_visibility, stock_status, description };
  Object.assign(
    product,
    Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
  );
}

/** By key without id: replaces the first with that key and removes the others. Null removes. */
function putMeta(shelf: Shelf, product: ShopProduct, { key, value }: z.infer<typeof meta>): void {
  if (key === undefined) return;
  const same = product.meta_data.filter((one) => one.key === key);
  const others = product.meta_data.filter((one) => !same.slice(1).includes(one));
  const text =
    typeof value === 'boolean' ? (value ? '1' : '') : typeof value === 'number' ? `${value}` : value;
  if (value === null) product.meta_data = others.filter((one) => one !== same[0]);
  else if (same[0]) [same[0].value, product.meta_data] = [text, others];
  else product.meta_data.push({ id: shelf.nextId * 100 + product.meta_data.length, key, value: text });
}

/** Throws one of the two refusals of a taken SKU. The first ignores the trash, and SKUs with quotes or backslashes. */
function refuseTwin({ products, lookup }: Shelf, sku: string, self: number | null): void {
  if (sku === '') return;
  const twins = [...lookup].filter(([id, known]) => id !== self && fold(known) === fold(sku));
  const seen = twins.find(([id]) => products.get(id)?.status !== 'trash');
  if (seen && !/["'\\]/.test(sku)) {
    const data = { resource_id: seen[0], unique_sku: `${sku}-1` };
    throw new Refusal(400, 'product_invalid_sku', { message: 'Invalid or duplicated SKU.', data: data });
  }
  if (twins.length > 0) throw alreadyListed(sku);
}

/** The answer to a create that another one of the same SKU has overtaken, or whose SKU is in the trash. */
export function alreadyListed(sku: string): Refusal {
  const escaped = sku.replaceAll('"', '&quot;').replaceAll("'", '&#039;');
  const words = `The product with SKU (${escaped}) you are trying to insert is already present in the lookup table`;
  return new Refusal(400, 'woocommerce_rest_product_not_created', { message: words });
}

/** The API's form of a product. A key that may edit it sees `purchasable` even for drafts. */
export const shownProduct = ({ date_modified_gmt, ...product }: ShopProduct): object => ({
  ...product,
  date_modified_gmt,
  on_sale: product.sale_price !== '',
  purchasable: product.price !== '',
});
