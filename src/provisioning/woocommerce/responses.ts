// The answers of a WooCommerce shop, as zod schemas: only the fields that are read. Pure.
import { z } from 'zod';

const metaData = z
  .array(z.object({ key: z.string(), value: z.unknown() }))
  .transform((list) => new Map(list.map(({ key, value }) => [key, typeof value === 'string' ? value : ''])));

/** An entry of GET /wp-json/wc/v3/products, limited to `_fields`. */
export const product = z.object({
  id: z.number().int().positive(),
  name: z.string(),
  type: z.string(),
  status: z.string(),
  sku: z.string(),
  price: z.string(),
  regular_price: z.string(),
  purchasable: z.boolean(),
  virtual: z.boolean(),
  downloadable: z.boolean(),
  sold_individually: z.boolean(),
  meta_data: metaData,
});
export type Product = z.infer<typeof product>;
export const products = z.array(product);
export const FIELDS = Object.keys(product.shape).join(',');

/** GET /wp-json/wc/v3/system_status: the version of WooCommerce, and the active plugins. */
export const systemStatus = z.object({
  environment: z.object({ version: z.string() }),
  active_plugins: z.array(z.object({ plugin: z.string() })),
});
export const STATUS_FIELDS = 'environment.version,active_plugins';

/** GET /wp-json/wc/v3/data/currencies/current. */
export const currency = z.object({ code: z.string() });

/** A refusal by WordPress. `resource_id` is the product that has the SKU. */
export const refusal = z.object({
  code: z.string(),
  message: z.string().catch(''),
  data: z.object({ resource_id: z.number().optional().catch(undefined) }).catch({}),
});
