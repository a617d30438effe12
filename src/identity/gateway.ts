// Whether a request comes through the gateway, which knows a secret that nobody else has.
import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Whether `Router-Authorization` is one of these secrets: two of them while one replaces the other. */
export function createGatewayCheck(secrets: readonly string[]): (headers: IncomingHttpHeaders) => boolean {
  const known = secrets.map((secret) => Buffer.from(secret));
  return (headers) => {
    const given = Buffer.from(headers['router-authorization']?.toString() ?? '');
    // All are compared, whichever it is, so that the time tells nothing but how long they are.
    const isOne = (secret: Buffer): boolean =>
      secret.length === given.length && timingSafeEqual(secret, given);
    return known.map(isOne).includes(true);
  };
}
