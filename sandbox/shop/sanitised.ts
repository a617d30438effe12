// What a shop makes of the texts that it is given, as recorded in test/recordings/woocommerce.

const strip = (text: string): string => text.replace(/<\/?(?!\/?b>)[^>]*>/g, '');
/** Tags but the harmless are stripped, a bare & becomes an entity, a backslash is lost. */
export const cleanName = (text: string): string =>
  strip(text.replaceAll('\0', ''))
    .replace(/&(?!#?\w+;)/g, '&amp;')
    .replaceAll('\\', '')
    .trim();
/** As sanitize_text_field: no tags, no percent octets, one blank for many. */
export const cleanSku = (text: string): string =>
  text
    .replace(/<[^>]*>/g, '')
    .replace(/%[\da-f]{2}/gi, '')
    .replace(/\s+/g, ' ')
    .trim();
/** Of a shop with a decimal point: whatever is no digit, point or minus is lost. */
export const cleanPrice = (text: string): string => {
  const [whole = '', ...rest] = text.replace(/[^\d.-]/g, '').split('.');
  return rest.length === 0 ? whole : `${whole}.${rest.join('')}`;
};
/** How the database compares: without regard to capitals, accents and width. */
export const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trimEnd();
