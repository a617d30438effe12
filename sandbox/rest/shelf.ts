// The E-Commerce stand-in's products, and how E-Commerce serializes them. Checked against test/recordings/open-edx.
import { z } from 'zod';

/** By code; an empty value counts as absent. */
export const attributes = z.object({
  certificate_type: z.string().optional(),
  id_verification_required: z.boolean().optional(),
  credit_provider: z.string().optional(),
  credit_hours: z.number().optional(),
  seat_type: z.string().optional(),
  variant_id: z.string().optional(),
});
export type Attributes = z.infer<typeof attributes>;
export type RestProduct = {
  id: number;
  productClass: 'Seat' | 'Enrollment Code' | 'Course Entitlement';
  title: string;
  /** The run of a seat, or the course UUID of an entitlement. */
  of: string;
  attributes: Attributes;
  price: string;
  expires: string | null;
  sku: string;
  /** A product that somebody has bought is never deleted. */
  isBought?: boolean;
};
export type Books = {
  runs: Map<string, { name: string; verification_deadline: string | null }>;
  products: RestProduct[];
};

/** Includes the parent of the seats, which is not for sale. Newest first. */
export function productsOf(books: Books, runKey: string): object[] {
  const ours = books.products.filter(({ of }) => of === runKey).sort((left, right) => right.id - left.id);
  const values = [{ name: 'course_key', code: 'course_key', value: runKey }];
  const parent = {
    id: 0,
    structure: 'parent',
    product_class: 'Seat',
    expires: null,
    attribute_values: values,
  };
  const title = `Seat in ${books.runs.get(runKey)?.name}`;
  const unsold = { is_available_to_buy: false, is_enrollment_code_product: false, stockrecords: [] };
  return [...ours.map(serialized), { ...parent, title, price: null, ...unsold }];
}

export const stockRecord = ({ id, sku, price }: RestProduct) => ({
  id,
  product: id,
  partner: 1,
  partner_sku: sku,
  price_currency: 'USD',
  price,
});

/** An attribute's name is a label; its code is the key. */
const LABELS: Record<string, string> = { course_key: 'Course Key', seat_type: 'Seat Type' };

export function serialized(one: RestProduct) {
  const { id, productClass: product_class, title, price, expires } = one;
  const isCode = product_class === 'Enrollment Code';
  const ofRun = product_class === 'Course Entitlement' ? { UUID: one.of } : { course_key: one.of };
  const values = Object.entries<unknown>({ ...one.attributes, ...ofRun })
    .filter(([, value]) => value !== '')
    .sort(([left], [right]) => left.localeCompare(right));
  return {
    id,
    structure: isCode ? 'standalone' : 'child',
    product_class,
    title,
    price,
    expires,
    attribute_values: values.map(([code, value]) => ({
      name: isCode ? (LABELS[code] ?? code) : code,
      code,
      value,
    })),
    // The caller is staff, who can buy expired products.
    is_available_to_buy: true,
    is_enrollment_code_product: isCode,
    stockrecords: [stockRecord(one)],
  };
}
