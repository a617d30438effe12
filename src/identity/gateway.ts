// Checks that a request comes through the gateway, by a secret that only the gateway knows.
import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Returns a check that `Router-Authorization` is one of these secrets. During a rotation there are two. */
export function createGatewayCheck(secrets: readonly string[]): (headers: IncomingHttpHeaders) => boolean {
  const known = secrets.map((secret) => Buffer.from(secret));
  return (headers) => {
    const given = Buffer.from(headers['router-authorization']?.toString() ?? '');
    // Compares with every secret, so that timing reveals only their lengths.
    const isOne = (secret: Buffer): boolean =>
      secret.length === given.length && timingSafeEqual(secret, given);
    return known.map(isOne).includes(true);
  };
}
