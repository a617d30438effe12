// Whether a request comes through the gateway, which knows a secret that nobody else has.
import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Whether `Router-Authorization` is one of these secrets: two of them while one replaces the other. */
export function createGatewayCheck(secrets: readonly string[]): (headers: IncomingHttpHeaders) => boolean {
  const known = secrets.map(digestOf);
  return (headers) => {
    const given = digestOf(headers['router-authorization']?.toString() ?? '');
    // All are compared, whichever it is, so that the time tells nothing.
    return known.map((secret) => timingSafeEqual(secret, given)).includes(true);
  };
}

const digestOf = (text: string): Buffer => hash('sha256', text, 'buffer');
