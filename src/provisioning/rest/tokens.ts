// Logs in to Open edX as a client, and keeps the token until shortly before it expires. Does not know its use.
import { createHttp } from '../http';
import { retry } from '../target';
import { accessToken } from './responses';
import { Stopped } from './endpoint';

export interface OauthOptions {
  /** For example https://lms.example.com/oauth2/access_token. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly deadlineMs: number;
  /** Removes secrets from a text, because a refusal may repeat them. Left out: there are none. */
  readonly conceal?: (text: string) => string;
  readonly clock: () => Date;
}

export type Tokens = ReturnType<typeof createTokens>;

/** The fraction of a token's life after which it is renewed, so that a request sent at its end arrives in time. */
const USED_LIFE = 0.8;

/** Concurrent callers share one login. */
export function createTokens({ clientId, clientSecret, clock, ...options }: OauthOptions) {
  const { conceal = (text: string) => text } = options;
  const http = createHttp(options);
  let known: { readonly authorization: string; readonly renewAt: number } | undefined;
  let login: Promise<string> | undefined;

  async function logIn(signal: AbortSignal): Promise<string> {
    const form = { grant_type: 'client_credentials', token_type: 'jwt' };
    const secrets = { client_id: clientId, client_secret: clientSecret };
    const {
      status,
      json,
      words: reason,
      retryAfterMs,
    } = await http.request({
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...form, ...secrets }).toString(),
      signal,
    });
    const answer = accessToken.safeParse(json).data;
    // Wrong credentials are not the message's fault, so no status makes it FAILED. A body of 200 may contain a token.
    const words = status === 200 ? 'HTTP 200, but no token.' : `HTTP ${status}: ${conceal(reason)}`;
    if (status !== 200 || !answer) throw new Stopped(retry(`The login failed. ${words}`, retryAfterMs));
    const authorization = `JWT ${answer.access_token}`;
    known = { authorization, renewAt: clock().getTime() + answer.expires_in * 1_000 * USED_LIFE };
    return authorization;
  }

  /** The value of an Authorization header. Throws Stopped or an HttpFailure if there is none. */
  function authorization(signal: AbortSignal): Promise<string> {
    if (known && clock().getTime() < known.renewAt) return Promise.resolve(known.authorization);
    login ??= logIn(signal).finally(() => (login = undefined));
    return login;
  }

  /** Drops a token that a system refused; the next one is new. */
  function forget(refused: string): void {
    if (known?.authorization === refused) known = undefined;
  }
  return { authorization, forget, close: http.close };
}
