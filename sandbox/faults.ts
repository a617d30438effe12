// The faults that a stand-in can be told to have, and their form on the wire. Does not know what is provisioned.
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { RequestRecord } from './ledger';

export type UserError = { code: string; message: string; path?: string[] };

/** What goes wrong, for the next `times` requests matching `where`; without those, for all requests until cleared. */
export type Fault = (
  | { kind: 'status'; status: number; retryAfter?: string }
  | { kind: 'redirect'; location: string }
  | { kind: keyof typeof brokenBodies | 'hang' | 'drip' }
  | { kind: 'flood'; bytes?: number }
  /** Applies the effect, but the caller gets no confirmation. */
  | { kind: 'apply-then-500' | 'apply-then-destroy' }
  /** The correct answer, late; it is also applied late, even if the caller has left. */
  | { kind: 'latency'; ms: number }
  /** A failure in the middle of the work, as the shop's recorder could cause; only the shop stand-in knows it. */
  | { kind: 'shop'; what: string }
  | { kind: 'user-errors'; userErrors: UserError[] }
  | { kind: 'graphql-error'; message: string; code?: string }
) & { times?: number; where?: (request: RequestRecord) => boolean };

export type Answer = { status: number; headers: Record<string, string>; body: string };

/**
 * The faults of one stand-in. `set` replaces all of them; among several that match a request, the first is used up
 * before the next. `take` returns the fault for a request and counts it.
 */
export function createFaults() {
  let faults: { fault: Fault; left: number }[] = [];
  return {
    set(...wanted: Fault[]): void {
      faults = wanted.map((fault) => ({ fault, left: fault.times ?? Infinity }));
    },
    clear(): void {
      faults = [];
    },
    take(request: RequestRecord): Fault | undefined {
      const next = faults.find(({ fault, left }) => left > 0 && (fault.where?.(request) ?? true));
      if (next) next.left -= 1;
      return next?.fault;
    },
  };
}
export type Faults = Omit<ReturnType<typeof createFaults>, 'take'>;

const json = { 'content-type': 'application/json; charset=utf-8' };
const ok = (body: string): Answer => ({ status: 200, headers: json, body });
const page = '<!doctype html><title>502 Bad Gateway</title><h1>Bad Gateway</h1>';
const brokenBodies = {
  html: { ...ok(page), headers: { 'content-type': 'text/html' } },
  empty: ok(''),
  malformed: ok('{"data":{"provision'),
  'null-data': ok('{"data":null,"errors":[{"message":"Broken."}]}'),
};
const tenMegabytes = 10 * 1024 * 1024;

/** Sends what the fault makes of a request; `apply` gives the answer without a fault. */
export async function answerWith(fault: Fault, response: ServerResponse, apply: () => Promise<Answer>) {
  switch (fault.kind) {
    case 'status':
      return send(response, answerOf(fault.status, fault.retryAfter));
    case 'redirect':
      return send(response, { status: 307, headers: { location: fault.location }, body: '' });
    case 'flood':
      return send(response, ok(`"${'x'.repeat(fault.bytes ?? tenMegabytes)}"`));
    case 'hang':
      return;
    case 'drip':
      return drip(response);
    case 'apply-then-500':
      await apply();
      return send(response, answerOf(500));
    case 'apply-then-destroy':
      await apply();
      return void response.destroy();
    case 'latency':
      await wait(fault.ms);
      return send(response, await apply());
    case 'shop':
    case 'user-errors':
    case 'graphql-error':
      // `apply` returns these, in the requested shape.
      return send(response, await apply());
    default:
      return send(response, brokenBodies[fault.kind]);
  }
}

function answerOf(status: number, retryAfter?: string): Answer {
  const headers: Answer['headers'] = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return { status, headers, body: `Told to answer ${status}.` };
}

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

function drip(response: ServerResponse): void {
  response.writeHead(200, json);
  const timer = setInterval(() => response.write(' '), 100);
  response.on('close', () => clearInterval(timer));
}
