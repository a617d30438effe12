// A downstream subgraph that honours its contract and can be told to fail: the shared parts of E-Commerce and the LMS.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, parse, type GraphQLFieldResolver } from 'graphql';
import { createDesiredState, type Books, type Outcome } from './desired-state';
import { answerWith, createFaults, send, type Fault, type Faults } from './faults';
import { execute, openSocket, readJson, startQuietServer } from './graphql-endpoint';
import { openJournal } from './journal';
import { createInFlight, createLedger, requestRecord, type Ledger, type Message } from './ledger';

/** Port 0 picks a free one. With a state file, what was provisioned survives a restart. */
export type StandInOptions = {
  port: number;
  host?: string;
  stateFile?: string;
  now?: () => Date;
  /** False forgets idempotency keys, like a system without them: for drills that must notice the consequences. */
  dedupes?: boolean;
};

export type StandIn<M extends Message> = {
  /** Ends in /graphql. */
  url: string;
  port: number;
  faults: Faults;
  ledger: Ledger<M>;
  /** Back to the initial state: nothing provisioned, nothing recorded, no faults. */
  reset: () => void;
  /** Refuses connections until `comeUp`, which listens on the same port again. */
  goDown: () => Promise<void>;
  comeUp: () => Promise<void>;
  stop: () => Promise<void>;
};

type Context = { fault?: Fault };
type Target<M extends Message, State extends { revision: number }> = {
  sdl: string;
  books: Books<M, State>;
  /** The mutation that takes the message, and the payload field that returns the state. */
  mutation: { name: string; stateField: string };
  queries: Record<string, GraphQLFieldResolver<unknown, Context, { courseRunKey: string }>>;
};

/** Resolves once it listens; throws if the port is in use. */
export async function startStandIn<M extends Message, State extends { revision: number }>(
  target: Target<M, State>,
  { now = () => new Date(), stateFile, dedupes = true, ...address }: StandInOptions,
): Promise<StandIn<M>> {
  const ledger = createLedger<M>();
  const faults = createFaults();
  const journal = openJournal<M>(stateFile);
  const desired = createDesiredState(target.books, { ledger, journal, now, dedupes });
  const server = await startQuietServer<Context>({ schema: schemaOf(target, desired.take) });
  const socket = await openSocket(answering({ server, ledger, faults, now }), address);

  function reset(): void {
    faults.clear();
    desired.clear();
    ledger.effects.length = 0;
    ledger.requests.length = 0;
    ledger.maxInFlight.clear();
  }
  async function stop(): Promise<void> {
    await socket.close();
    await server.stop();
  }
  const { url, port, close: goDown, open: comeUp } = socket;
  return { url, port, faults, ledger, reset, goDown, comeUp, stop };
}

function schemaOf<M extends Message, State extends { revision: number }>(
  { sdl, mutation, queries }: Target<M, State>,
  take: (message: M) => Outcome<State>,
) {
  function provision(_: unknown, { input }: { input: M }, { fault }: Context) {
    if (fault?.kind === 'graphql-error') {
      throw new GraphQLError(fault.message, { extensions: { code: fault.code ?? 'INTERNAL_SERVER_ERROR' } });
    }
    const isRefused = fault?.kind === 'user-errors';
    const { state, userErrors } = isRefused ? { state: null, userErrors: fault.userErrors } : take(input);
    return { [mutation.stateField]: state, userErrors };
  }
  const typeDefs = parse(readFileSync(join(__dirname, sdl), 'utf8'));
  return buildSubgraphSchema([
    { typeDefs, resolvers: { Query: queries, Mutation: { [mutation.name]: provision } } },
  ]);
}

type Answering = {
  server: ApolloServer<Context>;
  ledger: Ledger<Message>;
  faults: ReturnType<typeof createFaults>;
  now: () => Date;
};

function answering({ server, ledger, faults, now }: Answering): RequestListener {
  const countInFlight = createInFlight(ledger);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = now().toISOString();
    const body = await readJson(request);
    const record = requestRecord(body, request.headers, at);
    ledger.requests.push(record);
    countInFlight(record, 1);
    const end = () => {
      if (record.endedAt !== null) return;
      record.endedAt = now().toISOString();
      countInFlight(record, -1);
    };
    // Ended before the caller can have read the answer, so that its next request does not seem to overlap.
    response.once('prefinish', end).once('close', end);

    const fault = faults.take(record);
    record.fault = fault?.kind ?? null;
    const apply = () => execute(server, { request, body, context: { fault } });
    await (fault ? answerWith(fault, response, apply) : apply().then((right) => send(response, right)));
  }
  return (request, response) => void answer(request, response).catch(() => response.destroy());
}
