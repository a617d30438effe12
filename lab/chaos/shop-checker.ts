// Checks a shop's products at one moment: what no customer may ever meet. Pure.
import type { ShopProduct } from '../../sandbox/shop/products';

export interface ShopFaults {
  /** Products that can be bought, and enrol nobody. */
  enrolsNobody: readonly string[];
  /** Products beside another one of the same SKU, or of the same run and mode. */
  twice: readonly string[];
}
type Product = Pick<
  ShopProduct,
  'id' | 'sku' | 'status' | 'price' | 'stock_status' | 'downloadable' | 'meta_data'
>;

export function faultsIn(products: readonly Product[]): ShopFaults {
  const shelf = products.filter(({ status }) => status !== 'trash');
  const canBeBought = ({ status, price, stock_status }: Product) =>
    status === 'publish' && price !== '' && stock_status === 'instock';
  const enrols = (one: Product) =>
    metaOf(one, 'is_openedx_course') === 'yes' &&
    Boolean(metaOf(one, '_course_id') && metaOf(one, '_mode')) &&
    !one.downloadable;
  const seats = shelf.map((one) => [metaOf(one, '_course_id'), metaOf(one, '_mode')].join(' ').trim());
  const isRepeated = (list: readonly string[], index: number) =>
    list[index] !== '' && list.indexOf(list[index] ?? '') !== index;
  const skus = shelf.map(({ sku }) => sku);
  const name = ({ id, sku }: Product) => `product ${id} (${sku})`;
  return {
    enrolsNobody: shelf.filter((one) => canBeBought(one) && !enrols(one)).map(name),
    twice: shelf.filter((_, index) => isRepeated(skus, index) || isRepeated(seats, index)).map(name),
  };
}

function metaOf({ meta_data }: Product, name: string): string {
  const value = meta_data.find(({ key }) => key === name)?.value;
  return typeof value === 'string' ? value : '';
}
