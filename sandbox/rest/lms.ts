// The stand-in for the LMS's own REST services: tokens, course modes and enrollments.
import type { Answer } from '../faults';
import { createCourseList, type ListedRun } from './course-list';
import { create, patch, push, type Modes, type PushedMode, type RestMode } from './modes';
import {
  json,
  notFound,
  startRestStandIn,
  type Asked,
  type RestStandIn,
  type Route,
  type Tokens,
} from './stand-in';

type Learner = { mode: string; is_active: boolean };

export type RestLms = RestStandIn & {
  /** The runs that Studio made. */
  listed: Map<string, ListedRun>;
  /** The modes of a run by slug: to look at, and to edit behind everybody's back. */
  modesOf: (courseRunKey: string) => Modes;
  /** Those enrolled in it, or once enrolled. */
  learnersOf: (courseRunKey: string) => Learner[];
  /** Takes E-Commerce's push; answers the LMS's words when it refuses. */
  publish: (courseRunKey: string, modes: PushedMode[]) => string | undefined;
  reset: () => void;
};

const PAGE_SIZE = 100;
const login = /^\/oauth2\/access_token$/;
/** A run's key, or one of the old form, which has slashes. */
const list = /^\/api\/course_modes\/v1\/courses\/([^/]+(?:\/[^/]+\/[^/]+)?)\/$/;
const one = /^\/api\/course_modes\/v1\/courses\/([^/]+)\/([^/]+)$/;
const enrollments = /^\/api\/enrollment\/v1\/enrollments$/;

/** Returns once it listens; throws when the port is in use. */
export async function startRestLms(options: {
  tokens: Tokens;
  port: number;
  host?: string;
}): Promise<RestLms> {
  const runs = new Map<string, Modes>();
  const learners = new Map<string, Learner[]>();
  const courseList = createCourseList();

  function modesOf(key: string): Modes {
    const modes: Modes = runs.get(key) ?? new Map<string, RestMode>();
    runs.set(key, modes);
    return modes;
  }
  function learnersOf(key: string): Learner[] {
    const enrolled = learners.get(key) ?? [];
    learners.set(key, enrolled);
    return enrolled;
  }
  const enrolled = ({ url }: Asked) => pageOf(learnersOf(url.searchParams.get('course_id') ?? ''), url);
  const asked = ({ params: [key = '', slug = ''], record }: Asked) => {
    const type = record.headers['content-type'];
    return { modes: modesOf(key), slug, input: record.input, type };
  };
  const routes: Route[] = [
    { method: 'POST', path: login, isOpen: true, answer: ({ record }) => options.tokens.issue(record.input) },
    { method: 'GET', path: list, answer: (of) => json(200, [...asked(of).modes.values()]) },
    { method: 'POST', path: list, answer: (of) => create(asked(of).modes, asked(of).input) },
    { method: 'PATCH', path: one, answer: (of) => patch(asked(of).modes, asked(of).slug, asked(of)) },
    {
      method: 'DELETE',
      path: one,
      answer: (of) => (asked(of).modes.delete(asked(of).slug) ? json(204, undefined) : notFound),
    },
    { method: 'GET', path: enrollments, answer: enrolled },
    ...courseList.routes,
  ];
  const standIn = await startRestStandIn(routes, options);

  function reset(): void {
    runs.clear();
    learners.clear();
    courseList.runs.clear();
    standIn.faults.clear();
    standIn.requests.length = 0;
  }
  const publish = (key: string, pushed: PushedMode[]) => push(modesOf(key), key, pushed);
  return { ...standIn, listed: courseList.runs, modesOf, learnersOf, publish, reset };
}

function pageOf(all: object[], url: URL): Answer {
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const next = new URL(url);
  next.searchParams.set('cursor', String(from + PAGE_SIZE));
  const results = all.slice(from, from + PAGE_SIZE);
  return json(200, { next: from + PAGE_SIZE < all.length ? next.href : null, previous: null, results });
}
