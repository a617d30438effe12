// The exchanges that were recorded with a real shop.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShopProduct } from '../../../sandbox/shop/products';

export interface Exchange {
  readonly shows: string;
  /** What the shop had before, as far as no exchange that was kept made it. */
  readonly given?: (Partial<ShopProduct> & { readonly id: number })[];
  /** The id of the product that it creates. */
  readonly makes?: number;
  readonly method: string;
  readonly path: string;
  readonly request: {
    readonly auth: string;
    readonly scheme: string;
    readonly headers?: Record<string, string>;
    readonly body: unknown;
  };
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly response: unknown;
}

const FOLDER = join(__dirname, '../../recordings/woocommerce');
/** In the order in which they were recorded: one may build on those before it. */
export const exchanges = (file: string): Exchange[] =>
  readFileSync(join(FOLDER, file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Exchange);

export const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.jsonl'));
