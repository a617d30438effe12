// Counts who is enrolled in the modes of a run: by the LMS's own counts if available, otherwise page by page.
import { enrollments, instructor } from './responses';
import { Stopped } from './endpoint';
import type { Endpoint } from './endpoint';

export type CountLearners = ReturnType<typeof createLearners>;

export interface Learners {
  readonly counts: ReadonlyMap<string, number>;
  /** Whether there may be more: counting stopped before the end of the list, because the question was answered. */
  readonly isAtLeast: boolean;
}
interface LearnersRequest {
  readonly courseRunKey: string;
  /** The modes in question: counting ends with the first learner in one of them. Null: count all. */
  readonly about: readonly string[] | null;
  readonly signal: AbortSignal;
}

/** How far a list was read before it was cut off. */
interface Bookmark {
  readonly search: string;
  readonly counts: Map<string, number>;
  /** When the list was begun. */
  readonly since: Date;
}
/** Learners who enroll after a list was begun are missed, so no list is continued for longer than this. */
const MAX_AGE_MS = 15 * 60_000;
const MAX_BOOKMARKS = 100;

/** Counts learners by mode. A list that was cut off continues where it stopped, in the same process. Throws Stopped. */
export function createLearners(endpoint: Endpoint, clock: () => Date) {
  const bookmarks = createBookmarks(clock);

  async function listed({ courseRunKey, about, signal }: LearnersRequest): Promise<Learners> {
    const list = bookmarks.of(courseRunKey);
    let { search } = list;
    for (;;) {
      const isAnswered = about?.some((slug) => list.counts.has(slug)) ?? false;
      if (isAnswered || search === null) {
        bookmarks.remove(courseRunKey);
        return { counts: list.counts, isAtLeast: isAnswered && search !== null };
      }
      const path: string = `/api/enrollment/v1/enrollments${search}`;
      const { results, next } = await endpoint.ask({ method: 'GET', path, data: enrollments, signal });
      for (const { mode } of results.filter((one) => one.is_active))
        list.counts.set(mode, (list.counts.get(mode) ?? 0) + 1);
      search = next && new URL(next).search;
      if (search !== null) bookmarks.keep(courseRunKey, { ...list, search });
    }
  }
  return async (question: LearnersRequest): Promise<Learners> => {
    const counts = await counted(endpoint, question);
    return counts ? { counts, isAtLeast: false } : listed(question);
  };
}

/** Null on releases without this API, and if it left out a mode in question. */
async function counted({ find }: Endpoint, { courseRunKey, about, signal }: LearnersRequest) {
  const path = `/api/instructor/v2/courses/${encodeURIComponent(courseRunKey)}`;
  const answer = await find({ method: 'GET', path, data: instructor, signal }).catch(notOffered);
  if (!answer) return null;
  const { total = 0, ...modes } = answer.enrollment_counts;
  const sum = Object.values(modes).reduce((left, right) => left + right, 0);
  const isAnswered = sum === total || about?.every((slug) => modes[slug] !== undefined);
  return isAnswered ? new Map(Object.entries(modes).filter(([, count]) => count > 0)) : null;
}

/** An older release, or one where our client lacks permission: the list has the same information. */
function notOffered(error: unknown): null {
  if (error instanceof Stopped && error.outcome.kind === 'refused') return null;
  throw error;
}

function createBookmarks(clock: () => Date) {
  const bookmarks = new Map<string, Bookmark>();
  function of(courseRunKey: string): Omit<Bookmark, 'search'> & { search: string | null } {
    const known = bookmarks.get(courseRunKey);
    if (known && clock().getTime() - known.since.getTime() < MAX_AGE_MS) return known;
    const search = `?course_id=${encodeURIComponent(courseRunKey)}`;
    return { search, counts: new Map<string, number>(), since: clock() };
  }
  const remove = (courseRunKey: string): void => void bookmarks.delete(courseRunKey);
  function keep(courseRunKey: string, bookmark: Bookmark): void {
    remove(courseRunKey);
    bookmarks.set(courseRunKey, bookmark);
    const [oldest = ''] = bookmarks.keys();
    if (bookmarks.size > MAX_BOOKMARKS) remove(oldest);
  }
  return { of, keep, remove };
}
