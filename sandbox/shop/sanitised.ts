// How a shop cleans the texts it receives, as recorded in test/recordings/woocommerce.

const strip = (text: string): string => text.replace(/<\/?(?!\/?b>)[^>]*>/g, '');
/** Strips all but harmless tags, turns a bare & into an entity, and drops backslashes. */
export const cleanName = (text: string): string =>
  strip(text.replaceAll('\0', ''))
    .replace(/&(?!#?\w+;)/g, '&amp;')
    .replaceAll('\\', '')
    .trim();
/** Like sanitize_text_field: removes tags and percent octets, and collapses white space. */
export const cleanSku = (text: string): string =>
  text
    .replace(/<[^>]*>/g, '')
    .replace(/%[\da-f]{2}/gi, '')
    .replace(/\s+/g, ' ')
    .trim();
/** For a shop with a decimal point: removes everything but digits, points and minus signs. */
export const cleanPrice = (text: string): string => {
  const [whole = '', ...rest] = text.replace(/[^\d.-]/g, '').split('.');
  return rest.length === 0 ? whole : `${whole}.${rest.join('')}`;
};
/** The database's comparison: ignores case, accents and width. */
export const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trimEnd();
