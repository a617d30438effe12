// The federated gateway for development and tests: composes the running subgraphs and answers for all of them.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import {
  ApolloGateway,
  RemoteGraphQLDataSource,
  type GraphQLDataSourceProcessOptions,
} from '@apollo/gateway';
import { composeServices } from '@theguild/federation-composition';
import { GraphQLError, parse } from 'graphql';
import { z } from 'zod';
import { send } from './faults';
import { execute, openSocket, readJson, silentLogger, startQuietServer } from './graphql-endpoint';

export type Subgraph = { name: string; url: string };
export type GatewayOptions = {
  port: number;
  host?: string;
  subgraphs: Subgraph[];
  /** The answer to `/`. */
  page?: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
};
export type Gateway = { url: string; port: number; stop: () => Promise<void> };

const forwarded = ['authorization', 'router-authorization', 'use-jwt-cookie', 'cookie', 'x-request-id'];

/** Resolves once it answers. Waits some seconds for a subgraph that is not up; throws if they do not compose. */
export async function startGateway({ subgraphs, page, ...address }: GatewayOptions): Promise<Gateway> {
  const supergraphSdl = await readSupergraph(subgraphs);
  // Read when a gateway is created: otherwise it would report to its vendor, and nothing here may leave the machine.
  // eslint-disable-next-line no-restricted-syntax -- Apollo offers no other way.
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: silentLogger,
    buildService: ({ url }) => new ForwardingDataSource({ url }),
  });
  const server = await startQuietServer<Context>({ gateway });
  const answer = (request: IncomingMessage, response: ServerResponse): Promise<unknown> =>
    readJson(request)
      .then((body) => execute(server, { request, body, context: { headers: request.headers } }))
      .then((body) => send(response, body));
  const serves = page ? /^\/(graphql)?$/ : undefined;
  const socket = await openSocket(
    (request, response) => {
      const isPage = page && /^\/(\?|$)/.test(request.url ?? '') && request.method === 'GET';
      (isPage ? page : answer)(request, response).catch(() => response.destroy());
    },
    { ...address, ...(serves && { serves }) },
  );
  const stop = async () => {
    await socket.close();
    await server.stop();
  };
  return { url: socket.url, port: socket.port, stop };
}

/** The supergraph of running subgraphs. Waits some seconds for one that is not up; throws if they do not compose. */
export async function readSupergraph(subgraphs: readonly Subgraph[]): Promise<string> {
  return compose(await Promise.all(subgraphs.map(readSubgraph)));
}

const sdlAnswer = z.object({ data: z.object({ _service: z.object({ sdl: z.string() }) }) });
const patience = { attempts: 50, pauseMs: 200 };

async function readSubgraph({ name, url }: Subgraph) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ _service { sdl } }' }),
        signal: AbortSignal.timeout(5_000),
      });
      const { sdl } = sdlAnswer.parse(await response.json()).data._service;
      return { name, url, typeDefs: parse(sdl) };
    } catch (error) {
      if (attempt === patience.attempts) {
        throw new Error(`The subgraph ${name} at ${url} did not answer with its schema.`, { cause: error });
      }
      await wait(patience.pauseMs);
    }
  }
}

function compose(subgraphs: Parameters<typeof composeServices>[0]): string {
  const { supergraphSdl, errors } = composeServices(subgraphs);
  if (supergraphSdl !== undefined) return supergraphSdl;
  const reasons = errors.map(({ message, extensions }) => `- ${String(extensions.code)}: ${message}`);
  throw new Error(`The subgraphs do not compose:\n${reasons.join('\n')}`);
}

type Context = { headers?: IncomingHttpHeaders };
const firstError = z.object({
  errors: z.array(z.object({ message: z.string(), extensions: z.looseObject({ code: z.string() }) })).min(1),
});

class ForwardingDataSource extends RemoteGraphQLDataSource<Context> {
  override willSendRequest({ request, context }: GraphQLDataSourceProcessOptions<Context>) {
    const { headers = {} } = context as Context;
    for (const name of forwarded) {
      const value = headers[name];
      if (typeof value === 'string') request.http?.headers.set(name, value);
    }
  }

  /** A subgraph that refuses a request with HTTP 4xx gives the reason in its body; the gateway would hide it. */
  override async errorFromResponse(response: Parameters<RemoteGraphQLDataSource['errorFromResponse']>[0]) {
    const error = await super.errorFromResponse(response);
    const parsed = z.object({ body: firstError }).safeParse(error.extensions.response);
    const [reason] = parsed.data?.body.errors ?? [];
    if (!reason) return error;
    return new GraphQLError(reason.message, { extensions: { ...error.extensions, ...reason.extensions } });
  }
}
