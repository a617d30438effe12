// The subgraph of track types on its server. Does not know how a viewer is recognized.
import type { IncomingHttpHeaders } from 'node:http';
import type { ChangeDeps } from '../changes/deps';
import type { Authenticate } from '../identity/authenticate';
import type { Denial } from '../identity/denials';
import type { Replica } from '../store/connections/replica';
import { createContext } from './context';
import type { Context } from './context';
import { createHttpServer } from './http/http-server';
import type { HttpServerOptions } from './http/http-server';
import { readFromReplica } from './loading/read-from-replica';
import { buildSchema } from './schema';

type Served =
  | 'isIntrospectable'
  | 'documents'
  | 'limits'
  | 'load'
  | 'pressure'
  | 'compiledAfter'
  | 'routes'
  | 'pages'
  | 'admitsPage'
  | 'admits'
  | 'draining'
  | 'observer'
  | 'crossOrigin'
  | 'log';

export interface ServerOptions extends Pick<HttpServerOptions<object>, Served> {
  readonly deps: ChangeDeps;
  /** Where lists may be read; left out: where all else is. */
  readonly replica?: Replica;
  /** Who asks. Throws UNAUTHENTICATED for credentials that are none. */
  readonly authenticate: Authenticate;
  /** Told of what somebody may not do, with the headers of their request. */
  readonly onDenied?: (denial: Denial, headers: IncomingHttpHeaders) => void;
  /** Whether gateways are told by the schema which scopes a field needs; only some can read that. */
  readonly isScoped?: boolean;
}

/** The server, not yet started. Throws for a schema that does not fit its resolvers. */
export function createServer({
  deps,
  replica,
  authenticate,
  onDenied,
  isScoped = false,
  ...served
}: ServerOptions) {
  return createHttpServer<Context>({
    ...served,
    schema: buildSchema({ isScoped }),
    newId: deps.newId,
    version: () => deps.catalogue.current().version,
    recognize: authenticate.recognize,
    onOperation: replica && readFromReplica(replica),
    actorOf: ({ viewer }) => viewer.username,
    contextOf: async (headers, ended) =>
      createContext(deps, await authenticate(headers), {
        onDenied: onDenied && ((denial) => onDenied(denial, headers)),
        ended,
      }),
  });
}
