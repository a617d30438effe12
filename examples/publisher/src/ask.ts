// The one way to the API. In Publisher the authenticated client of frontend-platform takes the place of `fetch`: see README.
import type { TypedDocumentString } from './generated/graphql';

const URL = import.meta.env.VITE_GRAPHQL_URL ?? '/graphql';

/** One thing that is wrong with a request itself; `path` is where it is in the input, as in a violation. */
interface Mistake {
  message: string;
  extensions?: { code?: string; path?: string[] };
}

/** Everything that is wrong with a request itself, as the API says it. */
export class Fault extends Error {
  readonly code: string | undefined;

  constructor(readonly mistakes: readonly Mistake[]) {
    super(mistakes.map(({ message }) => message).join(' '));
    this.code = mistakes[0]?.extensions?.code;
  }
}

interface Answer<Data> {
  data?: Data;
  errors?: Mistake[];
}

/** Throws a Fault for what the API says, and what `fetch` throws where it could not be asked. */
export async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const response = await fetch(URL, {
    method: 'POST',
    credentials: 'include',
    headers: { 'content-type': 'application/json', 'use-jwt-cookie': 'true' },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  const { data, errors }: Answer<Data> = await response.json().catch(() => ({}));
  if (errors?.length) throw new Fault(errors);
  if (!data) throw new Error(`The API answered with HTTP ${response.status}.`);
  return data;
}

/** Whether asking again may help: nobody answered. With an idempotency key that is safe for a save too. */
export const isUnanswered = (count: number, error: Error): boolean => count < 2 && !(error instanceof Fault);
