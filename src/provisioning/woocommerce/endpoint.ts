// Calls a shop, and classifies its answers. Knows nothing of seats.
import { createHttp } from '../http';
import type { HttpResponse, HttpOptions, HttpRequest } from '../http';
import type { Schema } from '../messages';
import { Stopped } from '../rest/endpoint';
import { paused, PAUSE_MS, refused, retry } from '../target';
import type { Refused, Retry } from '../target';
import { refusal } from './responses';

interface EndpointOptions extends HttpOptions {
  readonly access?: { readonly key: string; readonly secret: string };
}

interface Question<Data> extends Pick<HttpRequest, 'method' | 'path'> {
  readonly body?: object;
  /** The expected shape of the answer; anything else counts as none. */
  readonly data: Schema<Data>;
}

/** Returns the data of a 2xx answer; throws Stopped for any other, and an HttpFailure if there is no complete one. */
export type Ask = <Data>(question: Question<Data>) => Promise<Data>;

/** The shop refused it for a reason that it names; `productId` is the conflicting product, if the shop says so. */
export class NotTaken extends Stopped {
  constructor(
    readonly reason: string,
    readonly productId: number | undefined,
    outcome: Refused,
  ) {
    super(outcome);
  }
}

/** WordPress asks for 600 s during an update, which takes seconds; a seat must not stay on sale for that long. */
const MAINTENANCE_MS = 15_000;
const MAX_RESPONSE_BYTES = 8 * 1024 * 1024;
const NO_ROUTE = 'rest_no_route';

/** Returns a function that calls a shop with its key until the signal aborts. */
export function createEndpoint({ access = { key: '', secret: '' }, ...options }: EndpointOptions) {
  const http = createHttp({ ...options, maxResponseBytes: MAX_RESPONSE_BYTES });
  const authorization = `Basic ${Buffer.from(`${access.key}:${access.secret}`).toString('base64')}`;
  const asking =
    (signal: AbortSignal): Ask =>
    async ({ data: schema, body, path, method }) => {
      const answer = await http.request({
        ...{ method, signal, path: `/wp-json/wc/v3${path}` },
        // WordPress ignores a body that is not declared as JSON, and creates a product called Product.
        headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      if (answer.status < 200 || answer.status > 299) throw stoppedBy(answer);
      const { success, data } = schema.safeParse(answer.json);
      if (success) return data;
      const what = answer.json === undefined ? 'no JSON' : 'not what a shop of this version says';
      throw new Stopped(retry(`HTTP ${answer.status}, but ${what}: whether it was done is not known.`));
    };
  return { asking, close: http.close };
}

/** Never contains the answer's raw text: a plugin's error includes its stack. */
function stoppedBy({ status, json, location, retryAfterMs }: HttpResponse): Stopped {
  const { data: refusedWith } = refusal.safeParse(json);
  const words = `HTTP ${status}${refusedWith ? ` ${refusedWith.code}: ${plain(refusedWith.message)}` : ''}`;
  if (location)
    return new Stopped(paused(`${words}. It sends us elsewhere; ECOMMERCE_URL must be where the shop is.`));
  if (status === 401 || status === 403 || refusedWith?.code === NO_ROUTE) return new Stopped(paused(words));
  if (status === 429) return new Stopped(paused(words, retryAfterMs || PAUSE_MS));
  const isSilent = !refusedWith || refusedWith.code === 'internal_server_error';
  if (status >= 500)
    return new Stopped(later(isSilent ? `HTTP ${status}` : words, refusedWith?.code, retryAfterMs));
  if ([400, 404, 409, 410, 422].includes(status) && refusedWith) {
    return new NotTaken(refusedWith.code, refusedWith.data.resource_id, refused(words));
  }
  return new Stopped(retry(words, retryAfterMs));
}

const later = (words: string, code: string | undefined, retryAfterMs: number): Retry =>
  code === 'wp_die'
    ? retry('The shop is in maintenance.', Math.min(retryAfterMs, MAINTENANCE_MS))
    : retry(words, retryAfterMs);

const plain = (html: string): string => html.replace(/<[^>]*>/g, '').slice(0, 200);
