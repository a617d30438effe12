// An LMS with runs from Studio and their modes, on a socket, and its client.
import { importCourses } from '../../src/changes/import/import-courses';
import type { Imported, SourceRecord } from '../../src/changes/import/decide-batch';
import { NO_TYPE_OPTIONS } from '../../src/changes/import/imported-course';
import { openLms } from '../../src/cli/import/sources/lms-source';
import { findKnownKeys } from '../../src/store/courses/find-courses';
import { POLICY } from './changes';
import type { Replica } from './changes';
import { startRestLms, type RestLms } from '../../sandbox/rest/lms';
import { client, createTokens as createIssuer } from '../../sandbox/rest/stand-in';
import type { ListedRun } from '../../sandbox/rest/course-list';
import { modeOf } from '../../sandbox/rest/modes';
import type { RestMode } from '../../sandbox/rest/modes';
import { createLmsRuns } from '../../src/provisioning/rest/lms-runs';
import { createTokens } from '../../src/provisioning/rest/tokens';

export interface LmsWorld {
  readonly lms: RestLms;
  /** Queries it, with no pause between requests. */
  readonly runs: ReturnType<typeof createLmsRuns>;
  /** Studio creates or changes a run; without modes, nobody has configured any. */
  readonly give: (key: string, run: ListedRun, modes?: Readonly<Record<string, Partial<RestMode>>>) => void;
  /** How often the modes of a run were requested, by its key. */
  readonly requestCounts: () => Record<string, number>;
  /** What the command line needs to log in. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

export async function startLmsWorld(): Promise<LmsWorld> {
  const lms = await startRestLms({ tokens: createIssuer(), port: 0 });
  const oauth = { url: `${lms.url}/oauth2/access_token`, ...client, deadlineMs: 5_000 };
  const tokens = createTokens({ ...oauth, clock: () => new Date() });
  const pace = { list: 60_000, modes: 60_000 };
  const backoff = { minMs: 1, maxMs: 2 };
  const runs = createLmsRuns({ origin: lms.url, tokens, pace, backoff, random: Math.random });
  return {
    ...{ lms, runs },
    give(key, run, modes) {
      lms.listed.set(key, run);
      for (const [slug, mode] of Object.entries(modes ?? {}))
        lms.modesOf(key).set(slug, modeOf(key, slug, mode));
    },
    requestCounts() {
      const keys = lms.requests.flatMap(
        ({ query }) => /course_modes\/v1\/courses\/([^/]+)/.exec(query)?.[1] ?? [],
      );
      return Object.fromEntries(
        [...new Set(keys)].map((key) => [key, keys.filter((one) => one === key).length]),
      );
    },
    env: {
      DOWNSTREAM_OAUTH_URL: oauth.url,
      DOWNSTREAM_OAUTH_CLIENT_ID: client.clientId,
      DOWNSTREAM_OAUTH_CLIENT_SECRET: client.clientSecret,
    },
    async stop() {
      await Promise.all([runs.close(), tokens.close()]);
      await lms.stop();
    },
  };
}

export interface ImportingLms {
  /** Output goes here. */
  readonly says?: string[];
  readonly signal?: AbortSignal;
}

/** Imports everything the LMS has, two courses at a time. */
export async function importLms(
  replica: Replica,
  world: LmsWorld,
  { says = [], signal = new AbortController().signal }: ImportingLms = {},
): Promise<Imported[]> {
  const source = openLms({
    ...{ lms: world.runs, signal, say: (line: string) => says.push(line), modesPerMinute: 100 },
    knownKeys: () => findKnownKeys(replica.database),
    ...{ catalogue: replica.catalogue.current(), currency: POLICY.currency },
  });
  const records = async function* (): AsyncGenerator<SourceRecord> {
    for await (const piece of source.pieces) if ('record' in piece) yield piece.record;
  };
  const all: Imported[] = [];
  const how = {
    typeOptions: NO_TYPE_OPTIONS,
    isDryRun: false,
    actor: 'pat',
    reason: 'From the LMS.',
    atOnce: 2,
  };
  for await (const batch of importCourses(replica, records(), how)) all.push(...batch);
  return all;
}
