// Recorded exchanges with real Open edX services, and how they are compared with a stand-in's answers: SKUs by the
// product they name, times by the instant.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { djangoTime } from '../../sandbox/rest/modes';

export type Exchange = {
  system: 'ecommerce' | 'lms';
  method: string;
  path: string;
  status: number;
  request?: unknown;
  response?: unknown;
  responseType?: string;
  contentType?: string;
  retryAfter?: string;
};
export type Line = Exchange | { hand: string; sku?: string; price?: string; count?: number };

const FOLDER = join(__dirname, '../recordings/open-edx');

export const RECORDINGS = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.jsonl'))
  .map((file) => file.replace('.jsonl', ''));

/** The lines of a recording, in order. */
export function recorded(name: string): Line[] {
  const lines = readFileSync(join(FOLDER, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as Line);
}

export const exchangesIn = (name: string): Exchange[] =>
  recorded(name).filter((line): line is Exchange => 'system' in line);

export const runOf = ({ path, request }: Exchange): string =>
  /course-v1:[^/&"?\s]+/.exec(`${decodeURIComponent(path)} ${JSON.stringify(request)}`)?.[0] ?? '';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
const SKU = /^[0-9A-F]{7}$/;
/** Fields that we never read, or that differ by nature: ids of rows, the overview's name. */
const UNREAD = new Set(['id', 'product', 'partner', 'has_active_bulk_enrollment_code', 'type', 'cut']);

/** Maps recorded SKUs to those of the stand-in, one to one. */
export function createNames() {
  const theirs = new Map<string, string>();
  const ours = new Map<string, string>();

  /** The recorded text with the stand-in's SKUs. */
  const spoken = (said: unknown): string =>
    JSON.stringify(said).replace(/"([0-9A-F]{7})"/g, (_, sku: string) => `"${ours.get(sku) ?? sku}"`);

  /** The actual answer with the recording's SKUs, limited to fields of the recording. */
  function heard(actual: unknown, said: unknown): unknown {
    if (Array.isArray(said) && Array.isArray(actual)) return said.map((one, at) => heard(actual[at], one));
    if (typeof said === 'object' && said !== null && typeof actual === 'object' && actual !== null) {
      const fields = Object.entries(said).filter(([name]) => !UNREAD.has(name));
      const had = actual as Record<string, unknown>;
      return Object.fromEntries(fields.map(([name, value]) => [name, heard(had[name], value)]));
    }
    if (typeof actual !== 'string' || typeof said !== 'string') return actual;
    if (SKU.test(said) && !ours.has(said) && !theirs.has(actual)) {
      ours.set(said, actual);
      theirs.set(actual, said);
    }
    return SKU.test(said) ? (theirs.get(actual) ?? actual) : timely(actual);
  }
  return { spoken, heard };
}

/** The recorded answer, without fields that are not read, and with its times as instants. */
export function meant(said: unknown): unknown {
  if (Array.isArray(said)) return said.map(meant);
  if (typeof said !== 'object' || said === null) return typeof said === 'string' ? timely(said) : said;
  const fields = Object.entries(said).filter(([name]) => !UNREAD.has(name));
  return Object.fromEntries(fields.map(([name, value]) => [name, meant(value)]));
}

/** A code whose seat has no end ends a year after it was published: on the day is close enough. */
function timely(text: string): string | null {
  if (!ISO.test(text)) return text;
  return text.startsWith('2027-11-30') ? 'in a year' : djangoTime(text);
}
