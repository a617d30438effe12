// Logs as JSON on stderr; stdout is for the output that a person waits for. One line per request: the operation, the client
// and the result, without values and without people's names.
import pino from 'pino';
import { createHmac } from 'node:crypto';
import type { RequestSummary } from '../graphql/http/observe';
import { memoize } from '../model/memoize';

export interface Log {
  /** The caller must not change the fields afterwards. */
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
}

interface Line {
  readonly at: number;
  readonly fields: object;
  readonly message: string;
}

/**
 * `info` lines are written together, once there are this many or the first is this old: written one by one, between the
 * parts of requests, they take several times as long. Other levels, and any lines before them, are written at once.
 */
const MAX_LINES = 64;
const MAX_WAIT_MS = 100;

/**
 * Returns a function that writes to stderr. If a write fails, because nobody reads or the disk is full, it drops the
 * stream and its lines, or the server would end with its log; `flushSync` on such a stream would not even return.
 */
function toStderr(): (lines: string) => void {
  const open = (): pino.DestinationStream =>
    pino.destination({ fd: 2, sync: true }).on('error', () => (stream = open()));
  let stream = open();
  return (lines) => void stream.write(lines);
}

/**
 * Creates a log of that level and above. Errors are logged with their stack under `error`; `conceal` filters what is
 * written: several lines at once, because one by one takes several times as long.
 * Never throws: lines that cannot be written are lost, and later ones are tried again.
 */
export function createLog(level: string, conceal: (line: string) => string = (line) => line): Log {
  const stderr = toStderr();
  let at: number | null = null;
  let lines = '';
  const log = pino(
    {
      level,
      base: { service: 'track-types' },
      serializers: { error: pino.stdSerializers.err },
      timestamp: () => `,"time":${at ?? Date.now()}`,
    },
    { write: (line) => void (lines += line) },
  );
  const waiting: Line[] = [];
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    if (lines) stderr(conceal(lines));
    lines = '';
  };
  const writeWaiting = (): void => {
    clearTimeout(timer);
    timer = undefined;
    for (const line of waiting.splice(0)) {
      at = line.at;
      log.info(line.fields, line.message);
    }
    at = null;
    write();
  };
  const atOnce = (name: 'warn' | 'error') => (fields: object, message: string) => {
    writeWaiting();
    log[name](fields, message);
    write();
  };
  process.once('exit', writeWaiting);
  return {
    info: (fields, message) => {
      waiting.push({ at: Date.now(), fields, message });
      if (waiting.length >= MAX_LINES) writeWaiting();
      else timer ??= setTimeout(writeWaiting, MAX_WAIT_MS).unref();
    },
    warn: atOnce('warn'),
    error: atOnce('error'),
  };
}

/** How many actors' hashes are cached. */
const MAX_CACHED = 1_000;

/** Returns a function that logs a request. The caller appears as a keyed hash, the same for the same person. */
export function createRequestLog(log: Log, key: string): (answered: RequestSummary) => void {
  const hashOf = memoize(
    (actor: string) => createHmac('sha256', key).update(actor).digest('hex').slice(0, 16),
    MAX_CACHED,
  );
  return ({ requestId, operation, type, client, clientVersion, status, codes, actor, seconds }) => {
    const who = actor === null ? null : hashOf(actor);
    const ms = Math.round(seconds * 1_000);
    const fields = { requestId, operation, type, client, clientVersion, status, codes, actor: who, ms };
    log.info(fields, 'Request completed.');
  };
}
