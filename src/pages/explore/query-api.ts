// Lets a page query the API as its viewer. So it shows what they may see, and nothing else.
/** Answers a query of the API; failed authentication is an error in the answer, too. */
export type QueryApi = (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<QueryResult>;

export interface QueryResult {
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly code: string }[];
}

export interface Named {
  readonly slug: string;
  readonly name: string;
}
export interface Violation {
  readonly code: string;
  readonly message: string;
}

export interface Request {
  readonly query: URLSearchParams;
}

/** Why a page cannot be shown, in the API's words. */
export class PageError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'PageError';
  }
}

const STATUSES: Readonly<Record<string, number>> = {
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  LIMIT_EXCEEDED: 400,
  FORBIDDEN: 403,
  DOWNSTREAM_UNAVAILABLE: 503,
  OVERLOADED: 503,
  SERVICE_UNAVAILABLE: 503,
  NOT_FOUND: 404,
};

/** The data as a client gets it, from JSON. Throws a PageError if there are errors. */
export async function dataOf<T>(asking: Promise<QueryResult>): Promise<T> {
  const { data, errors } = await asking;
  const [error] = errors;
  if (error) throw new PageError(STATUSES[error.code] ?? 500, error.message);
  return JSON.parse(JSON.stringify(data)) as T;
}
