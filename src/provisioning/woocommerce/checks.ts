// Checks what a shop needs before anything is sent to it: version, plugin, currency, a valid key, and an operator who
// has seen what would change there.
import { Stopped, talk } from '../rest/endpoint';
import { paused } from '../target';
import type { AdapterOptions, Paused, NotDelivered } from '../target';
import { currency as shopCurrency, STATUS_FIELDS, systemStatus } from './responses';
import type { Ask } from './endpoint';

/** How long a check holds: a shop's setup can change at any time, and a key can become valid. */
const CHECK_MS = 60_000;
/** The same if it did not answer at all; the next delivery reports that. */
const AWAY_MS = 5_000;
/** From 9.9 on, ten concurrent creates of one SKU make one product; before, they made ten. */
const OLDEST = [9, 9] as const;
const PLUGIN = /^openedx-commerce\//;
export const UNCONFIRMED =
  'Nothing is sent to this shop before somebody has looked: `npm run cli -- shop plan` prints what would change, `npm run cli -- shop confirm` lets it begin.';

/** What is wrong with the shop's setup; null if nothing is. */
export function mismatch(
  shop: { readonly version: string; readonly plugins: readonly string[]; readonly currency: string },
  currency: string,
): string | null {
  const [major = 0, minor = 0] = shop.version.split('.').map(Number);
  const isOld = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
  const wrong = [
    ...(isOld ? [`It runs WooCommerce ${shop.version}; ${OLDEST.join('.')} or newer is needed.`] : []),
    ...(shop.plugins.some((one) => PLUGIN.test(one))
      ? []
      : ['Its plugin Open edX Commerce is not active: what it sells would enrol nobody.']),
    ...(shop.currency === currency
      ? []
      : [`It sells in ${shop.currency}, and prices here are in ${currency}.`]),
  ];
  return wrong.length > 0 ? wrong.join(' ') : null;
}

type SetupProblem = string | null | NotDelivered;

/** Asks the shop about its setup: what is wrong with it, null if nothing is, or why it did not answer. */
async function checkSetup(
  asking: (signal: AbortSignal) => Ask,
  { deadlineMs, currency = '' }: AdapterOptions,
): Promise<SetupProblem> {
  const answer = await talk(Math.min(deadlineMs, AWAY_MS), async (signal) => {
    const ask = asking(signal);
    const path = `/system_status?_fields=${STATUS_FIELDS}`;
    const status = await ask({ method: 'GET', path, data: systemStatus });
    const { code } = await ask({ method: 'GET', path: '/data/currencies/current', data: shopCurrency });
    const plugins = status.active_plugins.map(({ plugin }) => plugin);
    return { kind: 'setup' as const, shop: { version: status.environment.version, plugins, currency: code } };
  });
  return answer.kind === 'setup' ? mismatch(answer.shop, currency) : answer;
}

/** Caches the result for a minute; concurrent callers share one request. */
export function createChecks(asking: (signal: AbortSignal) => Ask, options: AdapterOptions) {
  const { clock, isConfirmed = async () => true, checkMs = CHECK_MS } = options;
  let known: { readonly found: SetupProblem; readonly until: number } | undefined;
  let checking: Promise<SetupProblem> | undefined;
  let wasConfirmed = false;

  function keep(found: SetupProblem): SetupProblem {
    const isAway = found !== null && typeof found !== 'string' && !isPaused(found);
    known = { found, until: clock().getTime() + (isAway ? Math.min(AWAY_MS, checkMs) : checkMs) };
    return found;
  }
  async function recentProblem(): Promise<SetupProblem> {
    if (known && clock().getTime() < known.until) return known.found;
    return (checking ??= checkSetup(asking, options)
      .then(keep)
      .finally(() => (checking = undefined)));
  }
  async function unconfirmed(): Promise<string | null> {
    wasConfirmed ||= await isConfirmed();
    return wasConfirmed ? null : UNCONFIRMED;
  }
  /** What a person must fix before anything is sent. A shop that is away needs no person: deliveries report it. */
  async function problem(): Promise<string | null> {
    const found = await recentProblem();
    if (typeof found === 'string') return found;
    return found === null ? unconfirmed() : isPaused(found) ? found.error : null;
  }
  /** Throws Stopped if the shop must not be asked or, with `isSending`, must not be changed. */
  async function pass(isSending: boolean): Promise<void> {
    const found = await recentProblem();
    if (found !== null) throw new Stopped(typeof found === 'string' ? paused(found) : found);
    const why = isSending ? await unconfirmed() : null;
    if (why !== null) throw new Stopped(paused(why));
  }
  /** Remembers that the shop refused our key, whatever the request was; returns the outcome unchanged. */
  function saw<T extends { readonly kind: string }>(outcome: T): T {
    if (isPaused(outcome) && outcome.error !== UNCONFIRMED) keep(outcome);
    return outcome;
  }
  return { problem, pass, saw };
}

/** Whether it is paused until a person acts, and not for a rate limit. */
const isPaused = (outcome: { readonly kind: string; readonly pauseMs?: number }): outcome is Paused =>
  outcome.kind === 'paused' && outcome.pauseMs === undefined;
