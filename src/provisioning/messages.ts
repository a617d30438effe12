// The messages to E-Commerce and the LMS, and their answers, as zod schemas. Pure: built here, sent elsewhere.
import { z } from 'zod';
import { earlierOf, readNames } from '../model/fields';
import type {
  ReadOf,
  StateOf,
  MessageField,
  MessageFields,
  MessageValue,
  MessageValues,
} from '../model/fields';
import { ENTITLEMENT, MESSAGES, MODE, NO_SKUS, SEAT } from '../model/provisioning';
import type {
  EcommerceState,
  LmsState,
  MessageState,
  MessageTable,
  ProvisioningTarget,
  Skus,
} from '../model/provisioning';

const VALUES: { readonly [K in keyof MessageValues]: z.ZodType<MessageValues[K]> } = {
  ...{ text: z.string(), amount: z.string(), currency: z.string(), time: z.string() },
  ...{ count: z.number(), flag: z.boolean() },
};

/** The schema of a stored row; an optional field may be missing from rows that are older than the field. */
const stored = <T extends MessageFields>(table: T) =>
  z.object(
    Object.fromEntries(
      Object.entries(table).map(([name, { kind, isOptional }]) => [
        name,
        isOptional ? z.preprocess((value) => value ?? null, VALUES[kind].nullable()) : VALUES[kind],
      ]),
    ) as unknown as { [F in keyof T]: z.ZodType<MessageValue<T[F]>> },
  );
const state = <T extends MessageTable>({ fields, lists }: T) =>
  stored(fields).extend(
    Object.fromEntries(Object.entries(lists).map(([name, table]) => [name, z.array(stored(table))])),
  ) as unknown as z.ZodType<MessageState<T>>;
const ecommerceState = state(MESSAGES.ECOMMERCE);
const lmsState = state(MESSAGES.LMS);

/** The schema of a row in a system's answer. */
const read = <T extends MessageFields>(table: T) =>
  z.object(
    Object.fromEntries(
      readNames(table).flatMap((name) => {
        const { kind, isOptional } = table[name] ?? {};
        return kind ? [[name, isOptional ? VALUES[kind].nullable() : VALUES[kind]]] : [];
      }),
    ) as unknown as { [F in keyof ReadOf<T>]-?: z.ZodType<Exclude<ReadOf<T>[F], undefined>> },
  );

const isUnsent = (field: MessageField | undefined, value: unknown): boolean =>
  (field?.isInternal ?? false) || (value === null && (field?.isKept ?? false));

/** The message to a subgraph, without the fields that are only for us, or that it keeps. */
export function subgraphMessageOf(
  target: ProvisioningTarget,
  message: EcommerceMessage | LmsMessage,
): object {
  const { lists }: MessageTable = MESSAGES[target];
  const rowsOf = message as unknown as Readonly<Record<string, readonly object[]>>;
  const sent = Object.entries(lists).map(([list, table]): [string, object[]] => [
    list,
    (rowsOf[list] ?? []).map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name, value]) => !isUnsent(table[name], value))),
    ),
  ]);
  return { ...message, ...Object.fromEntries(sent) };
}

interface SoldNow {
  readonly price: string | null;
  readonly currency: string;
  readonly expires?: string | null;
}
/** Replaces unknown prices by those on sale now, ending no later than requested; drops rows that are not on sale. */
export function withCurrentPrices(
  message: EcommerceMessage,
  there: {
    readonly seatOf: (seat: EcommerceMessage['seats'][number]) => SoldNow | undefined;
    readonly entitlementOf: (seatType: string) => SoldNow | undefined;
  },
): EcommerceMessage {
  return {
    ...message,
    seats: message.seats.flatMap((seat) => {
      if (seat.price !== null) return [seat];
      const found = there.seatOf(seat);
      const expires = earlierOf(found?.expires ?? null, seat.expires);
      return found ? [{ ...seat, price: found.price, currency: found.currency, expires }] : [];
    }),
    entitlements: message.entitlements.flatMap((one) => {
      if (one.price !== null) return [one];
      const found = there.entitlementOf(one.seatType);
      return found ? [{ ...one, price: found.price, currency: found.currency }] : [];
    }),
  };
}

const sku = z.object({ sku: z.string().nullable() });
const skus = sku.extend({ bulkSku: z.string().nullable() });

interface MessageHead {
  readonly idempotencyKey: string;
  readonly revision: number;
}
interface Sold {
  readonly sku: string | null;
}
/** ProvisionProductsInput. */
export interface EcommerceMessage extends EcommerceState, MessageHead {
  readonly courseRevision: number;
  readonly seats: readonly (StateOf<typeof SEAT> & Sold)[];
  readonly entitlements: readonly (StateOf<typeof ENTITLEMENT> & Sold)[];
}
/** ProvisionCourseModesInput, plus each mode's seat type, which is not sent. Without SKUs where nothing is sold. */
export interface LmsMessage extends LmsState, MessageHead {
  readonly modes: readonly (StateOf<typeof MODE> & Partial<Sold & { readonly bulkSku: string | null }>)[];
}

/** A stored provisioning that is to be sent. */
export interface Unsent {
  readonly id: string;
  readonly revision: number;
  readonly courseRevision: number;
  readonly desiredState: unknown;
  /** As known at the first sending, so that every attempt sends the same; null where nothing is sold. */
  readonly skus: Skus | null;
}

/** Returns the message to send for a provisioning. Throws if the stored state is malformed. */
export function ecommerceMessageOf({ desiredState, ...row }: Unsent): EcommerceMessage {
  const state = ecommerceState.parse(desiredState);
  const { seats, entitlements } = row.skus ?? NO_SKUS;
  return {
    idempotencyKey: row.id,
    revision: row.revision,
    courseRevision: row.courseRevision,
    ...state,
    seats: state.seats.map((product) => ({ ...product, sku: seats[product.seatType]?.sku ?? null })),
    entitlements: state.entitlements.map((product) => ({
      ...product,
      sku: entitlements[product.seatType] ?? null,
    })),
  };
}

/**
 * The message of a provisioning: each mode with the SKUs of the seat type that it is sold with. Where nothing is sold
 * they are left out rather than null, so that SKUs entered there by hand stay.
 */
export function lmsMessageOf({ desiredState, ...row }: Unsent): LmsMessage {
  const state = lmsState.parse(desiredState);
  const { skus } = row;
  const skusOf = (seatType: string | null) => {
    if (!skus) return {};
    const product = seatType === null ? undefined : skus.seats[seatType];
    return { sku: product?.sku ?? null, bulkSku: product?.bulkSku ?? null };
  };
  return {
    idempotencyKey: row.id,
    revision: row.revision,
    ...state,
    modes: state.modes.map((product) => ({ ...product, ...skusOf(product.seatType) })),
  };
}

/** SKUs that the database can keep and return: no control characters, no halves of surrogate pairs. */
const answeredSku = z.string().regex(/^[^\p{Cc}\p{Surrogate}]{1,255}$/u);
const userErrors = z.array(
  z.object({ code: z.string(), message: z.string(), path: z.array(z.string()).nullish() }),
);
const answeredProduct = z.object({ seatType: z.string(), sku: answeredSku, isActive: z.boolean() });

/** The data of provisionProducts. `products` is null only beside userErrors. */
export const productsAnswer = z.object({
  provisionProducts: z.object({
    products: z
      .object({
        revision: z.number(),
        seats: z.array(answeredProduct.extend({ bulkSku: answeredSku.nullish() })),
        entitlements: z.array(answeredProduct),
      })
      .nullish(),
    userErrors,
  }),
});

/** The data of provisionCourseModes. */
export const courseModesAnswer = z.object({
  provisionCourseModes: z.object({
    courseModes: z.object({ revision: z.number(), modes: z.array(z.object({ slug: z.string() })) }).nullish(),
    userErrors,
  }),
});

const product = sku.extend({ isActive: z.boolean() });

/** The data of provisionedProducts; null for a run that E-Commerce does not know. */
export const provisionedProductsAnswer = z.object({
  provisionedProducts: z
    .object({
      revision: z.number(),
      courseRevision: z.number(),
      seats: z.array(read(SEAT).extend({ ...product.shape, ...skus.shape })),
      entitlements: z.array(read(ENTITLEMENT).extend(product.shape)),
    })
    .nullable(),
});

/** The data of provisionedCourseModes; null for a run that the LMS does not know. */
export const provisionedModesAnswer = z.object({
  provisionedCourseModes: z
    .object({ revision: z.number(), modes: z.array(read(MODE).extend(skus.shape)) })
    .nullable(),
});

/** The data of enrollmentCounts; null for a run that the LMS does not know. */
export const enrollmentsAnswer = z.object({
  enrollmentCounts: z.array(z.object({ slug: z.string(), count: z.number().int().nonnegative() })).nullable(),
});

const graphqlErrors = z.array(
  z.object({
    message: z.string(),
    extensions: z.object({ code: z.string().optional() }).optional().catch(undefined),
  }),
);
/** Any answer to a GraphQL request. */
export const graphqlAnswer = z.object({ data: z.unknown(), errors: graphqlErrors.nullish() });

export type Schema<T> = z.ZodType<T>;
export type GraphqlErrors = z.infer<typeof graphqlErrors>;
export type UserErrors = z.infer<typeof userErrors>;
export type AnsweredProducts = NonNullable<z.infer<typeof productsAnswer>['provisionProducts']['products']>;
