// Creates name-based UUIDs (RFC 9562, version 5), so that a type has the same UUID in every installation.
import { createHash } from 'node:crypto';

/** Generated once for this service; changing it would change every type's UUID. */
const NAMESPACE = Buffer.from('b0f7a3f65c1e4d0e9a7d1f5c8e2b4a60', 'hex');

/** Returns the UUID of a type, from its kind and slug. */
export function uuidV5(kind: string, slug: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(`${kind}:${slug}`).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
