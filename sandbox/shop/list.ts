// The shop stand-in's list of products: filters and paging.
import type { Answer } from '../faults';
import { Refusal, shownProduct } from './products';
import type { Shelf, ShopProduct } from './products';
import { cleanSku, fold } from './sanitised';

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
  body: JSON.stringify(body),
});
export const unrecorded = (what: string): Refusal =>
  new Refusal(501, 'not_recorded', { message: `No recording says what a shop makes of ${what}.` });

const FILTERS = [
  'sku',
  'search_sku',
  'status',
  'include_status',
  'per_page',
  'page',
  'orderby',
  'order',
  'modified_after',
  'dates_are_gmt',
  'type',
  '_fields',
];

/** The products that match a query, newest first. */
export function list(shelf: Shelf, url: URL): Answer {
  const listParams = url.searchParams;
  const strange = [...listParams.keys()].find((name) => !FILTERS.includes(name));
  if (strange) throw unrecorded(`the parameter ${strange}`);
  const perPage = Number(listParams.get('per_page') ?? 10);
  if (!(perPage >= 1 && perPage <= 100)) {
    const words = 'per_page must be between 1 (inclusive) and 100 (inclusive)';
    throw new Refusal(400, 'rest_invalid_param', {
      message: 'Invalid parameter(s): per_page',
      data: {
        params: { per_page: words },
      },
    });
  }
  const statuses = (listParams.get('include_status') ?? listParams.get('status') ?? 'any').split(',');
  const isListed = ({ status }: ShopProduct) =>
    statuses.includes(status) || (statuses.includes('any') && status !== 'trash');
  const sku = cleanSku(listParams.get('sku') ?? '');
  const wanted = [
    sku,
    ...(listParams.get('sku') ?? '')
      .trim()
      .split(',')
      .map((part) => part.replace(/<[^>]*>/g, '')),
  ];
  const part = listParams.get('search_sku');
  const since = listParams.get('modified_after');
  if (since && listParams.get('dates_are_gmt') !== 'true')
    throw unrecorded('modified_after in the time of the shop');
  const found = [...shelf.products.values()]
    .filter(isListed)
    .filter((one) => one.type !== 'variation' || sku !== '')
    .filter((one) => sku === '' || (one.sku !== '' && wanted.some((each) => fold(each) === fold(one.sku))))
    .filter((one) => !part || fold(one.sku).includes(fold(part)))
    .filter((one) => !listParams.has('type') || one.type === listParams.get('type'))
    .filter((one) => !since || one.date_modified_gmt > since.slice(0, 19))
    .sort((left, right) => (listParams.get('order') === 'asc' ? left.id - right.id : right.id - left.id));
  const from = (Number(listParams.get('page') ?? 1) - 1) * perPage;
  const totals = {
    'x-wp-total': `${found.length}`,
    'x-wp-totalpages': `${Math.ceil(found.length / perPage)}`,
  };
  return json(
    200,
    found.slice(from, from + perPage).map((product) => picked(shownProduct(product), url)),
    totals,
  );
}

/** The fields of an answer that `_fields` names, one level deep. */
export function picked(whole: object, url: URL): object {
  const names = url.searchParams.get('_fields')?.split(',');
  if (!names) return whole;
  const tops = names.map((name) => name.split('.')[0]);
  return Object.fromEntries(Object.entries(whole).filter(([name]) => tops.includes(name)));
}
