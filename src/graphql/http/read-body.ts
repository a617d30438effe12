// The body of a request. In its usual form, a JSON of a known length in UTF-8, it is read here: Express' parser takes longer
// for that than all else does that a request costs whose answer is in memory. Any other form is left to it.
import type { IncomingMessage } from 'node:http';
import express from 'express';
import { JSON_TYPES } from '../compiled/ahead';
import type { Handler } from './in-turn';

/** Puts what was sent into `text` in its usual form, else into `body`; what is longer than that many bytes is an error with a status, as Express has it. */
export function readText(mostBytes: number): Handler {
  const readAny = express.json({ limit: mostBytes }) as Handler;
  return (request, response, next) => {
    if (!isUsual(request, mostBytes)) return readAny(request, response, next);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.once('end', () => {
      const [first] = chunks;
      request.text = (first && chunks.length === 1 ? first : Buffer.concat(chunks)).toString();
      next();
    });
  };
}

/** Puts what the text says into `body`; what is no JSON is an error with a status. A request without one has an empty body: Apollo Server says what is wrong with it. */
export const readBody: Handler = (request, _response, next) => {
  const { text } = request;
  try {
    if (text !== undefined) request.body = objectIn(text);
  } catch (error) {
    return next(Object.assign(error as Error, { status: 400 }));
  }
  request.body ??= {};
  next();
};

function isUsual({ headers }: IncomingMessage, mostBytes: number): boolean {
  const { 'content-type': type = '', 'content-length': length, 'content-encoding': encoding } = headers;
  const isOfSize = Number(length) > 0 && Number(length) <= mostBytes;
  return isOfSize && JSON_TYPES.includes(type) && encoding === undefined;
}

/** Throws for what is no object or list. A mark that it is UTF-8 may stand before it. */
function objectIn(text: string): unknown {
  const value: unknown = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  if (typeof value !== 'object' || value === null) throw new SyntaxError('This is no object.');
  return value;
}
