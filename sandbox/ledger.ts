// Records what a stand-in saw and did, for tests to judge: every request, and every effect that it applied.
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

/** The part of a message that all targets share. */
export type Message = { idempotencyKey: string; revision: number; courseRunKey: string };

export type Effect<M extends Message> = Message & { at: string; input: M };

export type RequestRecord = {
  at: string;
  /** Null while it is under way; a caller that hangs up ends it. */
  endedAt: string | null;
  headers: IncomingHttpHeaders;
  query: string;
  /** Read from the variables (`input.…` or `courseRunKey`); undefined if the request has none. */
  courseRunKey?: string;
  courseKey?: string;
  idempotencyKey?: string;
  /** The kind of fault that it met, if any. */
  fault: string | null;
};

export type Ledger<M extends Message> = {
  effects: Effect<M>[];
  requests: RequestRecord[];
  /** By run key and by course key: the highest number of concurrent provisioning requests. */
  maxInFlight: Map<string, number>;
};

export function createLedger<M extends Message>(): Ledger<M> {
  return { effects: [], requests: [], maxInFlight: new Map() };
}

const envelope = z.object({
  query: z.string().catch(''),
  variables: z
    .object({
      courseRunKey: z.string().optional(),
      input: z
        .object({ courseRunKey: z.string(), courseKey: z.string().optional(), idempotencyKey: z.string() })
        .optional(),
    })
    .catch({}),
});

/** The record of a request that arrived with this body; its fields are empty if it is not a GraphQL request. */
export function requestRecord(body: unknown, headers: IncomingHttpHeaders, at: string): RequestRecord {
  const { query, variables } = envelope.catch({ query: '', variables: {} }).parse(body);
  return {
    at,
    endedAt: null,
    headers,
    query,
    ...(variables.input ?? { courseRunKey: variables.courseRunKey }),
    fault: null,
  };
}

/** Counts a provisioning request that begins (1) or ends (-1), by its run and by its course. */
export function createInFlight(ledger: Ledger<Message>) {
  const current = new Map<string, number>();
  return (request: RequestRecord, step: 1 | -1): void => {
    if (request.idempotencyKey === undefined) return;
    for (const key of [request.courseRunKey, request.courseKey]) {
      if (key === undefined) continue;
      const count = (current.get(key) ?? 0) + step;
      current.set(key, count);
      ledger.maxInFlight.set(key, Math.max(count, ledger.maxInFlight.get(key) ?? 0));
    }
  };
}
