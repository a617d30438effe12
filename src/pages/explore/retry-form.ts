// The form that retries failed deliveries. It calls retryProvisionings as its viewer, and redirects to a page that lists
// what was retried. Forms are protected against other sites: each carries a token that belongs to a cookie of the browser and
// to the viewer. That needs no memory, so any replica can check what another has issued.
import { isSameKey } from '../../model/keys';
import { dataOf } from './query-api';
import type { QueryApi } from './query-api';
import { html } from './html';
import type { Html } from './html';
import { choice, courseLink, stateBadge, table } from './layout';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The permission of retryProvisionings; the API checks it again. */
const NEEDED = 'ADMINISTER';
/** How many of the retried deliveries the page lists: the API limits root fields per request. */
const MAX_LISTED = 10;

const MUTATION = `mutation ExploreRetry($input: RetryProvisioningsInput!) {
  retryProvisionings(input: $input) { retriedCount remainingCount provisionings { id } } }`;

interface Retried {
  readonly retryProvisionings: {
    readonly retriedCount: number;
    readonly remainingCount: number;
    readonly provisionings: readonly { readonly id: string }[];
  };
}

export interface Viewer {
  readonly username: string;
  readonly permissions: readonly string[];
  readonly memberships: readonly { readonly organization: string; readonly permissions: readonly string[] }[];
}

/** A FAILED delivery, as far as the form needs it. */
export interface Failed {
  readonly target: string;
  readonly courseRun: {
    readonly course: { readonly key: string; readonly organization: string } | null;
  } | null;
}

/** What a viewer has entered, and why it was refused. */
export interface RetryEntry {
  readonly fields: URLSearchParams;
  readonly problem: string;
}

/** Retries what the form selects; returns the address of the page that says what was retried. Throws a PageError. */
export async function retryFailed(ask: QueryApi, fields: URLSearchParams): Promise<string> {
  const [target, courseKey] = [fields.get('target') || null, fields.get('course') || null];
  const input = { filter: { target, courseKey }, reason: fields.get('reason') ?? '' };
  const { retryProvisionings } = await dataOf<Retried>(ask(MUTATION, { input }));
  const { retriedCount, remainingCount, provisionings } = retryProvisionings;
  const ids = provisionings.slice(0, MAX_LISTED).map(({ id }) => id);
  const outcome = { count: String(retriedCount), left: String(remainingCount), retried: ids.join(' ') };
  return `/explore/provisioning?${new URLSearchParams(outcome).toString()}`;
}

/** The form, for a viewer who may retry at least one of these; else null. */
export function retryForm(
  viewer: Viewer,
  failed: readonly Failed[],
  { token, entry }: { readonly token: string; readonly entry?: RetryEntry },
): Html | null {
  const allowed = failed.filter(({ courseRun }) => mayRetry(viewer, courseRun?.course?.organization));
  const entered = (name: string) => entry?.fields.get(name) ?? null;
  const distinct = (values: readonly (string | undefined)[]) =>
    [...new Set(values)].flatMap((name) => (name === undefined ? [] : [{ slug: name, name }]));
  const systems = distinct(allowed.map(({ target }) => target));
  const courses = distinct(allowed.map(({ courseRun }) => courseRun?.course?.key));
  return allowed.length === 0
    ? null
    : html`<form method="post" action="/explore/provisioning" class="filter">
        <input type="hidden" name="token" value="${token}" />
        ${choice('System', 'target', { options: systems, chosen: entered('target') })}
        ${choice('Course', 'course', { options: courses, chosen: entered('course') })}
        <label
          >Reason, for the history<input name="reason" required maxlength="2000" value="${entered('reason')}"
        /></label>
        <button>Retry failed deliveries</button>
      </form>`;
}

const mayRetry = ({ permissions, memberships }: Viewer, organization: string | undefined): boolean =>
  permissions.includes(NEEDED) ||
  memberships.some(
    (one) => isSameKey(one.organization, organization ?? '') && one.permissions.includes(NEEDED),
  );

interface Listed {
  readonly target: string;
  readonly state: string;
  readonly revision: number;
  readonly courseRun: { readonly key: string; readonly course: { readonly key: string } | null } | null;
}

/** What was retried according to the address, with the present state of each; null if the address names nothing. */
export async function retriedNotice(ask: QueryApi, query: URLSearchParams): Promise<Html | null> {
  const [count, left] = [Number(query.get('count')), Number(query.get('left'))];
  if (!query.has('retried') || !Number.isSafeInteger(count) || !Number.isSafeInteger(left)) return null;
  const ids = (query.get('retried') ?? '').split(' ').filter(Boolean).slice(0, MAX_LISTED);
  const fields = 'target state revision courseRun { key course { key } }';
  const document = `query ExploreRetried(${ids.map((_, at) => `$k${at}: ID!`).join(' ')}) {
    ${ids.map((_, at) => `p${at}: provisioning(id: $k${at}) { ${fields} }`).join(' ')} }`;
  const variables = Object.fromEntries(ids.map((id, at) => [`k${at}`, id]));
  const found =
    ids.length > 0 ? await dataOf<Readonly<Record<string, Listed | null>>>(ask(document, variables)) : {};
  const rows = Object.values(found).flatMap((one) =>
    one
      ? [
          [
            courseLink(one.courseRun?.course?.key ?? '', one.courseRun?.key),
            one.target,
            one.revision,
            stateBadge(one.state),
          ],
        ]
      : [],
  );
  return html`<div role="status" class="notice">
    <p>
      <strong
        >${count === 0 ? 'Nothing was retried: no failed delivery matches.' : `Retried: ${count}.`}</strong
      >
      ${left > 0 && `Still failed: ${left}. Retry again.`}
    </p>
    ${rows.length > 0 && table(rows.length < count ? `Retried, the oldest ${rows.length}` : 'Retried', ['run', 'system', 'revision', 'state now'], rows)}
  </div>`;
}

const COOKIE = 'track-types-form';
const HOURS = 12;

/** A key of this browser, and the Set-Cookie header that gives it to a browser without one. */
interface FormKey {
  readonly key: string;
  readonly setCookie: string | null;
}

/** Returns the browser's key, else a new one from `newId`. */
export function formKeyOf(headers: IncomingHttpHeaders, newId: () => string): FormKey {
  const known = formKeyIn(headers);
  if (known !== null) return { key: known, setCookie: null };
  const key = newId();
  const attributes = `Path=/; Max-Age=${HOURS * 3_600}; HttpOnly; SameSite=Lax`;
  const setCookie = `${nameOf(headers)}=${key}; ${attributes}${isEncrypted(headers) ? '; Secure' : ''}`;
  return { key, setCookie };
}

/** The token for this viewer's forms: only somebody who knows the browser's key can make it. */
export const formToken = (key: string, username: string): string =>
  createHmac('sha256', key).update(username).digest('base64url');

/** Whether the token was issued to this browser for this viewer. */
export function isGenuine(token: string | null, headers: IncomingHttpHeaders, username: string): boolean {
  const key = formKeyIn(headers);
  if (key === null || token === null) return false;
  const [given, expected] = [Buffer.from(token), Buffer.from(formToken(key, username))];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function formKeyIn(headers: IncomingHttpHeaders): string | null {
  const start = `${nameOf(headers)}=`;
  const pair = (headers.cookie ?? '').split(/; */).find((one) => one.startsWith(start));
  const key = pair?.slice(start.length) ?? '';
  return /^[\w-]{36}$/.test(key) ? key : null;
}

const isEncrypted = (headers: IncomingHttpHeaders): boolean =>
  /^https\b/.test(String(headers['x-forwarded-proto']));

/** With the prefix a browser accepts the cookie from this host alone, so that no neighbouring host can plant one. */
const nameOf = (headers: IncomingHttpHeaders): string => `${isEncrypted(headers) ? '__Host-' : ''}${COOKIE}`;
