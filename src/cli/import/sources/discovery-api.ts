// Reads course-discovery's API page by page, and sends requests only to the given origin. Does not know what a course
// is.
import { z } from 'zod';
import type { PacedClient } from '../../../provisioning/rest/paced-client';
import type { Piece, Source } from './pieces';

const page = z.object({
  results: z.array(z.unknown()),
  next: z.string().nullish(),
  count: z.number().nullish(),
});

const PAGE_SIZE = '100';
/** The API leaves out restricted runs unless their restriction is requested by name. */
const RESTRICTED = 'custom-b2c,custom-b2b-enterprise';

/** The URL of the first page; `given` is the URL of the API or of the whole service. */
export function coursesUrl(given: string): URL {
  const url = new URL(given);
  if (url.pathname === '/') url.pathname = '/api/v1/courses/';
  if (!url.searchParams.has('limit')) url.searchParams.set('limit', PAGE_SIZE);
  if (!url.searchParams.has('include_restricted')) url.searchParams.set('include_restricted', RESTRICTED);
  return url;
}

/** The courses of all pages. A page that cannot be read ends it; if it is the first, this throws. */
export function openDiscovery(discovery: PacedClient, first: URL): Source {
  let count: number | null = null;
  let read = 0;
  const pieces = async function* (): AsyncGenerator<Piece> {
    const seen = new Set<string>();
    for (let url: URL | null = first; url;) {
      const at: string = url.href;
      let found: z.infer<typeof page>;
      try {
        found = await discovery.ask({ method: 'GET', path: url.pathname + url.search, data: page });
      } catch (error) {
        if (seen.size === 0) throw error;
        yield { position: at, unreadable: error instanceof Error ? error.message : String(error) };
        return;
      }
      seen.add(at);
      count = found.count ?? null;
      for (const [index, value] of found.results.entries()) yield { position: `${at} #${index + 1}`, value };
      read += found.results.length;
      url = null;
      if (found.next == null) return;
      const next = URL.canParse(found.next, at) ? new URL(found.next, at) : null;
      if (next?.origin === first.origin && !seen.has(next.href)) url = next;
      else
        yield {
          position: at,
          unreadable: `The link to the next page, ${found.next}, is not followed.`,
        };
    }
  };
  const isOver = () => count !== null && read >= count;
  return { pieces: pieces(), readPart: () => (isOver() ? 1 : read / (count ?? 2 * read)) };
}
