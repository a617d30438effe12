// Determines whether the source on the command line is a file, a folder or the API's URL, and opens it. Reads the meaning of
// course-discovery's UUIDs of types from the answer to `OPTIONS /api/v1/courses/`.
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { NO_TYPE_OPTIONS } from '../../../changes/import/imported-course';
import type { TypeOptions, TypeOption } from '../../../changes/import/imported-course';
import { concealSecretsOf } from '../../../settings/config';
import type { Config } from '../../../settings/config';
import type { RestOptions } from '../../../provisioning/rest/endpoint';
import { createTokens } from '../../../provisioning/rest/tokens';
import { createPacedClient } from '../../../provisioning/rest/paced-client';
import type { PacedClient } from '../../../provisioning/rest/paced-client';
import type { Cli } from '../../command';
import { coursesUrl, openDiscovery } from './discovery-api';
import { openJsonFiles } from './json-files';
import type { Source } from './pieces';

export interface Opened {
  readonly source: Source;
  readonly typeOptions: TypeOptions;
}
interface Opening {
  readonly source: string;
  /** A file or a URL. If left out and the source is an API, that API's own answer to OPTIONS is used. */
  readonly typeOptions?: string;
  /** Requests per minute. If left out, the setting applies. */
  readonly rate?: number;
}

const TOKEN_DEADLINE_MS = 10_000;

/** Opens the source, runs `work` with it, and closes it. Throws an error that says why if the source cannot be read. */
export async function withDiscovery<T>(
  { config, note }: Pick<Cli, 'config' | 'note'>,
  { source, typeOptions, rate }: Opening,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const clients = new Map<string, PacedClient>();
  const tokens = tokensOf(config);
  const clientOf = ({ origin }: URL): PacedClient => {
    if (!tokens)
      throw new Error(`Set DISCOVERY_TOKEN, or DISCOVERY_OAUTH_URL with its client, to ask ${origin}.`);
    const requestsPerMinute = rate ?? config.DISCOVERY_REQUESTS_PER_MINUTE;
    const client =
      clients.get(origin) ?? createPacedClient({ origin, tokens, requestsPerMinute, random: Math.random });
    clients.set(origin, client);
    return client;
  };
  const options = async (url: URL) =>
    readTypeOptions(
      await clientOf(url).ask({ method: 'OPTIONS', path: url.pathname + url.search, data: z.unknown() }),
    );
  try {
    const given = typeOptions === undefined ? NO_TYPE_OPTIONS : await optionsIn(typeOptions, options);
    if (!isUrl(source)) {
      if (!existsSync(source)) throw new Error(`There is no file or folder ${source}.`);
      return await work({ source: openJsonFiles(source), typeOptions: given });
    }
    const first = coursesUrl(source);
    const answered = typeOptions === undefined ? await options(first).catch(withoutOptions(note)) : given;
    return await work({ source: openDiscovery(clientOf(first), first), typeOptions: answered });
  } finally {
    await Promise.all([tokens?.close(), ...[...clients.values()].map((client) => client.close())]);
  }
}

const isUrl = (text: string): boolean => /^https?:\/\//i.test(text);

function optionsIn(given: string, ask: (url: URL) => Promise<TypeOptions>): Promise<TypeOptions> {
  return isUrl(given) ? ask(new URL(given)) : Promise.resolve(readTypeOptions(jsonIn(given)));
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    throw new Error(
      `${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
}

const withoutOptions =
  (note: Cli['note']) =>
  (error: unknown): TypeOptions => {
    const why = error instanceof Error ? error.message : String(error);
    note(`There are no type options, so the UUIDs of types cannot be understood: ${why}`);
    return NO_TYPE_OPTIONS;
  };

/** From the configured token, else from a client that logs in; undefined if neither is set. */
function tokensOf(
  config: Config,
): (RestOptions['tokens'] & { readonly close: () => Promise<void> }) | undefined {
  const { DISCOVERY_TOKEN: token, DISCOVERY_OAUTH_URL: url } = config;
  const authorization = token?.includes(' ') ? token : `JWT ${token}`;
  if (token) {
    return {
      authorization: () => Promise.resolve(authorization),
      forget: () => undefined,
      close: async () => undefined,
    };
  }
  const { DISCOVERY_OAUTH_CLIENT_ID: clientId = '', DISCOVERY_OAUTH_CLIENT_SECRET: clientSecret = '' } =
    config;
  if (url === undefined) return undefined;
  // Before the text is cut: a secret cut in two could not be removed any more.
  const conceal = concealSecretsOf(config);
  const clock = () => new Date();
  return createTokens({ clientId, clientSecret, deadlineMs: TOKEN_DEADLINE_MS, clock, url, conceal });
}

const option = z.object({
  uuid: z.string().toLowerCase(),
  name: z.string(),
  course_run_types: z
    .array(
      z.object({ uuid: z.string().toLowerCase(), name: z.string(), modes: z.array(z.string()).nullish() }),
    )
    .nullish(),
});
const options = z.array(option);
/** Under `POST` for users who may create courses, under `PUT` for an existing one. */
const answer = z.object({
  actions: z.record(z.string(), z.object({ type: z.object({ type_options: options }) })),
});

/** The types of the answer, or of its list alone. Throws for anything else. */
export function readTypeOptions(json: unknown): TypeOptions {
  const listed =
    options.safeParse(json).data ??
    Object.values(answer.safeParse(json).data?.actions ?? {})[0]?.type.type_options;
  if (!listed) throw new Error('There are no type_options in it; are you allowed to make courses there?');
  const courseRunTypes = new Map<string, TypeOption>();
  for (const { uuid, name, modes } of listed.flatMap((type) => type.course_run_types ?? [])) {
    courseRunTypes.set(uuid, { name, modes: modes ?? undefined });
  }
  return { courseTypes: new Map(listed.map(({ uuid, name }) => [uuid, { name }])), courseRunTypes };
}
