// Events as Studio writes them to Open edX's event bus on Redis: an Avro record without a schema in front, built here
// byte by byte, independently of the reader.
import type { RedisServer } from './event-sinks';

export const STREAM = 'dev-course-catalog-info-changed';

export interface CatalogInfo {
  readonly key: string;
  readonly name: string;
  readonly start?: string;
  readonly end?: string | null;
  readonly enrollmentEnd?: string | null;
}

/** Avro's numbers: zigzag, seven bits a byte. */
function numberOf(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value * 2;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}
const text = (value: string) => Buffer.concat([numberOf(Buffer.byteLength(value)), Buffer.from(value)]);
const optional = (value: string | null) =>
  value === null ? numberOf(0) : Buffer.concat([numberOf(1), text(value)]);

/** `event_data` of catalog_info.changed.v1; older Open edX has one field more, `effort`. */
export const dataOf = (
  { key, name, start = '2027-01-01T00:00:00+00:00', end = null, enrollmentEnd = null }: CatalogInfo,
  effort: readonly (string | null)[] = [],
): Buffer =>
  Buffer.concat([
    ...[text(key), text(name), text(start), text('instructor')],
    ...[optional(end), optional(null), optional(enrollmentEnd), ...effort.map(optional)],
    Buffer.from([0, 0]),
  ]);

/** Adds an entry to the stream; returns its id. */
export async function tell(
  { client }: RedisServer,
  info: CatalogInfo,
  deviations: Readonly<Record<string, string | Buffer | null>> = {},
): Promise<string> {
  const fields: Record<string, string | Buffer | null> = {
    type: 'org.openedx.content_authoring.course.catalog_info.changed.v1',
    id: '2f2a3bbe-7e05-11ee-b962-0242ac120002',
    source: 'openedx/cms/web',
    time: new Date().toISOString().replace('Z', '+00:00'),
    minorversion: '0',
    sourcehost: 'cms',
    sourcelib: '9.15.0',
    event_data: dataOf(info),
    ...deviations,
  };
  const words = Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [name, value]));
  return (await client.xadd(STREAM, '*', ...words)) ?? '';
}
