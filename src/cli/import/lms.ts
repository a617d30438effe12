// import lms: imports the runs of an LMS, and sets who is paid for tracks that nobody was paid for.
import { saveTrackTypeUnprovisioned } from '../../changes/catalogue/save-definition';
import type { DefinitionDeps } from '../../changes/catalogue/save-definition';
import { NO_TYPE_OPTIONS } from '../../changes/import/imported-course';
import type { Config } from '../../settings/config';
import { systemsOf } from '../../settings/config';
import { SERVICE } from '../../identity/permissions';
import { catalogueOf, withDefinition } from '../../model/catalogue';
import type { Catalogue, TrackTypeDefinition } from '../../model/catalogue';
import { createBudget } from '../../provisioning/pace/budget';
import { createLmsRuns, LMS_PACE } from '../../provisioning/rest/lms-runs';
import { createTokens } from '../../provisioning/rest/tokens';
import { findKnownKeys } from '../../store/courses/find-courses';
import { accountIn } from '../../store/systems';
import type { Cli, Outcome } from '../command';
import { importAll } from './import-all';
import { withImporting } from './run';
import type { ImportFlags } from './run';
import { openLms } from './sources/lms-source';

/** Track types by slug, and who is paid for them. */
export type PaidTo = Readonly<Record<string, Partial<Record<'platform' | 'partner', true>>>>;

export interface LmsFlags extends ImportFlags {
  readonly paidTo?: PaidTo;
}

/** Small, so that courses are saved and reported as soon as their modes are read: for a hundred that takes minutes. */
const AT_ONCE = 10;
const TOKEN_DEADLINE_MS = 10_000;

/** Exits with 1 if something was refused or left alone, with 2 if the list could not be read. */
export function importLms(cli: Cli, url: string, flags: LmsFlags): Promise<Outcome> {
  const origin = originOf(url);
  const tokens = tokensOf(cli.config);
  const signal = cli.stopping();
  return withImporting(cli, flags, async (given) => {
    const { paidTo = {}, org } = flags;
    const perMinute = cli.config.LMS_REQUESTS_PER_MINUTE;
    const budget = createBudget(accountIn(given.database)('LMS'), { perMinute, clock: given.clock });
    const lms = createLmsRuns({ origin, tokens, random: Math.random, budget });
    signal.addEventListener('abort', () => void lms.close());
    const catalogue = await withPayees(given, paidTo, flags);
    const deps = { ...given, catalogue: { ...given.catalogue, ...catalogue } };
    const source = openLms({
      ...{ lms, org, signal, say: cli.note, currency: deps.policy.currency },
      knownKeys: () => findKnownKeys(deps.database),
      catalogue: catalogue.current(),
      modesPerMinute: LMS_PACE.modes,
    });
    const opened = { source, typeOptions: NO_TYPE_OPTIONS };
    return importAll(deps, cli, {
      ...{ ...flags, org: undefined, source: url, opened, isSeatSetKnown: true, atOnce: AT_ONCE },
    }).finally(lms.close);
  }).finally(tokens.close);
}

function originOf(url: string): string {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw new Error(`${url} is not the address of an LMS; use for example https://lms.example.com.`);
  return new URL(url).origin;
}

function tokensOf(config: Config) {
  const { oauth } = systemsOf(config);
  if (!oauth.url || !oauth.clientId || !oauth.clientSecret)
    throw new Error(
      'Set DOWNSTREAM_OAUTH_URL, DOWNSTREAM_OAUTH_CLIENT_ID and DOWNSTREAM_OAUTH_CLIENT_SECRET, to log in to the LMS.',
    );
  return createTokens({ ...oauth, deadlineMs: TOKEN_DEADLINE_MS, clock: () => new Date() });
}

/** Saves who is paid, without provisioning; a dry run only acts as if it had. Throws if a rule refuses it. */
async function withPayees(
  deps: DefinitionDeps,
  paidTo: PaidTo,
  { actor, reason, dryRun = false }: Pick<LmsFlags, 'actor' | 'reason' | 'dryRun'>,
) {
  let catalogue = await deps.catalogue.refresh();
  for (const [slug, payees] of Object.entries(paidTo)) {
    const paid = paidTrack(catalogue, slug, payees);
    if (dryRun) {
      catalogue = catalogueOf(withDefinition(catalogue.definitions, 'trackType', paid), catalogue.version);
      continue;
    }
    const as = { ...SERVICE, username: actor };
    const { violations } = await saveTrackTypeUnprovisioned(deps, as, { ...paid, reason });
    if (violations.length > 0)
      throw new Error(`--paid-to ${slug}: ${violations.map(({ message }) => message).join(' ')}`);
    catalogue = deps.catalogue.current();
  }
  if (!dryRun) return { current: deps.catalogue.current, atLeast: deps.catalogue.atLeast };
  const made = catalogue;
  return { current: () => made, atLeast: () => Promise.resolve(made) };
}

function paidTrack(
  { definitions }: Catalogue,
  slug: string,
  { platform, partner }: PaidTo[string],
): TrackTypeDefinition {
  const track = definitions.trackType.find((one) => one.slug === slug);
  if (!track) throw new Error(`--paid-to: there is no track type ${slug}.`);
  return {
    ...track,
    paidToPlatform: platform ?? track.paidToPlatform,
    paidToPartner: partner ?? track.paidToPartner,
  };
}
