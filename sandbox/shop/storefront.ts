// What a visitor of the shop stand-in can see and buy.
import type { Answer } from '../faults';
import { json } from './list';
import { Refusal } from './products';
import type { Shelf, ShopProduct } from './products';
import type { ShopRecord } from './routes';

/** Why a visitor cannot put the product into the cart; null if they can. */
export function cartRefusal(product: ShopProduct | undefined, id: number): Refusal | null {
  if (!product || product.status === 'trash') {
    const words = `Product with ID &quot;${id}&quot; was not found and cannot be added to the cart.`;
    return new Refusal(400, 'woocommerce_rest_cart_invalid_product', { message: words });
  }
  const name = `&quot;${product.name}&quot;`;
  if (product.status !== 'publish' || product.price === '') {
    const words = product.status === 'draft' ? 'This item' : name;
    return new Refusal(400, 'woocommerce_rest_product_not_purchasable', {
      message: `${words} is not available for purchase.`,
    });
  }
  if (product.stock_status === 'instock') return null;
  const words = `You cannot add ${name} to the cart because the product is out of stock.`;
  return new Refusal(400, 'woocommerce_rest_product_out_of_stock', { message: words });
}

/** Returns one product, or puts it into a cart. */
export function inTheStore(shelf: Shelf, of: string | undefined, record: ShopRecord): Answer {
  const id = Number(of ?? (JSON.parse(String(record.input)) as { id: number }).id);
  const product = shelf.products.get(id);
  const why = cartRefusal(product, id);
  if (of === undefined) {
    if (why) throw why;
    const price = String(Math.round(Number(product?.price) * 100));
    return json(201, { items: [{ id, name: product?.name, prices: { price } }] });
  }
  if (product?.status !== 'publish') {
    throw new Refusal(404, 'woocommerce_rest_product_invalid_id', { message: 'Invalid product ID.' });
  }
  return json(200, { id });
}
