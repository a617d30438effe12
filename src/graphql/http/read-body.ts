// Reads request bodies: text in UTF-8, compressed or not. The bytes of partly received bodies are bounded across all
// connections; beyond the bound, the body that has been arriving the longest is refused.
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { limitExceeded } from '../limits/limits';
import { answerFault, ClientError } from './http-errors';
import type { Handler } from './handlers';
import { answerOverloaded } from './overload';

export interface BodyLimits {
  /** Maximum size of a body, decompressed. */
  readonly bytes: number;
  /** Maximum bytes of partly received bodies, over all connections. */
  readonly arrivingBytes: number;
  readonly onRefused?: (what: string) => void;
}

/** The overhead per chunk: a body that arrives byte by byte takes many times its length. */
const BYTES_PER_PIECE = 200;
const UNPACK: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * Returns the handler that puts a body of that content type into `text`. It refuses bodies that are too large, or that
 * arrive too slowly while others wait.
 */
export function readText({
  bytes: mostBytes,
  arrivingBytes,
  onRefused,
}: BodyLimits): (type: string) => Handler {
  const arrivals = createArrivals(arrivingBytes);
  return (type) => (request, response, next) => {
    if (!hasBody(type, request)) return next();
    const source = unpacked(request);
    const pieces: Buffer[] = [];
    let bytes = 0;
    /** Acts once. The rest of the body is read and discarded, or the client would never read the response. */
    const end = (how: () => void): void => {
      if (!arrival.end()) return;
      source.off('data', take);
      if (source !== request) {
        request.unpipe();
        source.destroy();
      }
      request.resume();
      how();
    };
    const refuseLarge = (): void => {
      onRefused?.('bytes');
      answerFault(response, 413, limitExceeded('bytes', mostBytes));
    };
    const refuseSlow = (): void => answerOverloaded(response, 'bodies', onRefused);
    const take = (piece: Buffer): void => {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > mostBytes) return end(refuseLarge);
      arrival.grow(piece.length + BYTES_PER_PIECE);
    };
    const arrival = arrivals.begin(() => end(refuseSlow));
    // A complete request also closes, and decompression may still be running then.
    request.once('close', () => void (request.complete || end(() => undefined)));
    source
      .on('data', take)
      .once('error', () => end(() => next(new ClientError(400, 'The body could not be unpacked.'))))
      .once('end', () =>
        end(() => {
          const whole = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
          if (!isUtf8(whole)) return next(new ClientError(400, 'The body is not in UTF-8.'));
          request.text = whole.toString();
          next();
        }),
      );
    if (source === request && Number(request.headers['content-length']) > mostBytes) end(refuseLarge);
  };
}

/** Bounds the bytes of partly received bodies, by refusing the oldest ones. */
function createArrivals(most: number) {
  interface Arrival {
    bytes: number;
    readonly refuse: () => void;
  }
  // In order of arrival.
  const all = new Set<Arrival>();
  let held = 0;
  return {
    begin: (refuse: () => void) => {
      const one: Arrival = { bytes: 0, refuse };
      all.add(one);
      return {
        grow: (bytes: number): void => {
          one.bytes += bytes;
          held += bytes;
          for (const oldest of all) {
            if (held <= most) return;
            oldest.refuse();
          }
        },
        /** Returns false if it had already ended. */
        end: (): boolean => {
          const isFirst = all.delete(one);
          if (isFirst) held -= one.bytes;
          return isFirst;
        },
      };
    },
  };
}

/** Whether the request has a body of that content type. Throws for a charset other than UTF-8. */
function hasBody(wanted: string, { headers }: IncomingMessage): boolean {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').split(';');
  const isThere = Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
  if (!isThere || type.trim().toLowerCase() !== wanted) return false;
  const [charset] = parameters.flatMap((one) => /^\s*charset\s*=\s*"?([^"\s]*)/i.exec(one)?.[1] ?? []);
  if (charset === undefined || /^utf-?8$/i.test(charset)) return true;
  throw new ClientError(415, 'The charset of the body is not supported; send UTF-8.');
}

/** Returns the stream to read the body from. Throws for an unknown content encoding. */
function unpacked(request: IncomingMessage): Readable {
  const { 'content-encoding': encoding = 'identity' } = request.headers;
  if (encoding.toLowerCase() === 'identity') return request;
  const unpack = Object.hasOwn(UNPACK, encoding.toLowerCase()) && UNPACK[encoding.toLowerCase()];
  if (unpack) return request.pipe(unpack());
  const known = Object.keys(UNPACK).join(', ');
  throw new ClientError(415, `The encoding of the body is not supported; use ${known}.`);
}

/**
 * Parses the text into `body`. A request without a body gets {}: Apollo Server reports what is wrong with it. Refuses a
 * query with half a character: documents are cached by the hash of their UTF-8, in which all halves are the same.
 */
export const readBody: Handler = (request, _response, next) => {
  const { text } = request;
  if (text !== undefined) {
    request.body = objectIn(text);
    const { query } = request.body as { readonly query?: unknown };
    if (typeof query === 'string' && !query.isWellFormed())
      throw new ClientError(400, 'The query has half of a character: a surrogate without the other.');
  }
  request.body ??= {};
  next();
};

/** Refuses a form that is none. */
export const requireForm: Handler = ({ method, text }, _response, next) => {
  if (method !== 'POST' || text !== undefined) return next();
  throw new ClientError(415, 'The body is not a form; send application/x-www-form-urlencoded.');
};

/** Returns the parsed text, which may start with a byte order mark. Throws for anything but an object or a list. */
function objectIn(text: string): unknown {
  const value = jsonIn(text.startsWith('\uFEFF') ? text.slice(1) : text);
  if (typeof value === 'object' && value !== null) return value;
  throw new ClientError(400, 'The body is JSON but not an object; send {"query": "…"}.');
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ClientError(400, 'The body is not JSON.');
  }
}
