// The stand-in for the LMS's own REST services: tokens, course modes, commerce, courses and learners.
import type { Answer } from '../faults';
import { openState } from '../journal';
import { createCourseList, type ListedRun } from './course-list';
import {
  commerceCourse,
  create,
  patch,
  push,
  pushedCourse,
  serializedMode,
  type Modes,
  type PushedCourse,
  type RestMode,
} from './modes';
import {
  json,
  notFound,
  serverError,
  startRestStandIn,
  type Call,
  type RestStandIn,
  type Route,
  type Tokens,
} from './stand-in';

type Learner = { mode: string; is_active: boolean };

export type RestLms = RestStandIn & {
  /** The runs created in Studio. */
  listed: Map<string, ListedRun>;
  /** The modes of a run by slug: for tests to look at, and to edit without the API. */
  modesOf: (courseRunKey: string) => Modes;
  /** Learners enrolled in the run, now or earlier. */
  learnersOf: (courseRunKey: string) => Learner[];
  /** Runs that the LMS does not have; it has all others. */
  unknown: Set<string>;
  /** Which APIs this release has, and this installation permits. */
  offers: { instructorApi: boolean; commerceApi: boolean };
  /** Takes E-Commerce's push. */
  publish: (courseRunKey: string, pushed: PushedCourse) => Answer;
  reset: () => void;
};

const ALL = { instructorApi: true, commerceApi: true };
const PAGE_SIZE = 100;
/** A run's key, possibly in the old form with slashes. */
const list = /^\/api\/course_modes\/v1\/courses\/([^/]+(?:\/[^/]+\/[^/]+)?)\/$/;
const one = /^\/api\/course_modes\/v1\/courses\/([^/]+)\/([^/]+)$/;
const commerce = /^\/api\/commerce\/v1\/courses\/([^/]+)\/$/;
const instructor = /^\/api\/instructor\/v2\/courses\/([^/]+)$/;
const enrollments = /^\/api\/enrollment\/v1\/enrollments$/;
const forbidden = json(403, { detail: 'You do not have permission to perform this action.' });

type Options = { tokens: Tokens; port: number; host?: string; stateFile?: string; now?: () => Date };
type Kept = { listed: [string, ListedRun][]; modes: [string, RestMode[]][] };

/** Resolves once it listens; throws if the port is in use. With a state file, runs and modes survive a restart. */
export async function startRestLms({
  now = () => new Date(),
  stateFile,
  ...options
}: Options): Promise<RestLms> {
  const runs = new Map<string, { modes: Modes; deadline: string | null }>();
  const learners = new Map<string, Learner[]>();
  const unknown = new Set<string>();
  const offers = { ...ALL };
  const courseList = createCourseList((key) => !unknown.has(key));

  function runOf(key: string) {
    const run = runs.get(key) ?? { modes: new Map<string, RestMode>(), deadline: null };
    runs.set(key, run);
    return run;
  }
  const modesOf = (key: string): Modes => runOf(key).modes;
  function learnersOf(key: string): Learner[] {
    const enrolled = learners.get(key) ?? [];
    learners.set(key, enrolled);
    return enrolled;
  }
  function publish(key: string, pushed: PushedCourse): Answer {
    if (unknown.has(key)) return json(400, { id: [`Course ${key} does not exist.`] });
    const answer = push(modesOf(key), pushed);
    if (answer.status < 300) runOf(key).deadline = pushed.verification_deadline;
    return answer;
  }
  const state = { modesOf, learnersOf, unknown, offers, publish, runOf, now };
  const routes = [
    loginOf(options.tokens),
    ...modeRoutes(state),
    ...courseRoutes(state),
    ...courseList.routes,
  ];
  const keeping = keepIn(stateFile, { runs, listed: courseList.runs, modesOf });
  const standIn = await startRestStandIn(routes.map(keeping), options);

  function reset(): void {
    runs.clear();
    learners.clear();
    unknown.clear();
    courseList.runs.clear();
    Object.assign(offers, ALL);
    standIn.reset();
  }
  return { ...standIn, listed: courseList.runs, modesOf, learnersOf, unknown, offers, publish, reset };
}

/** Reads the state, and makes a route save it after each request that may have changed it. */
function keepIn(
  stateFile: string | undefined,
  { runs, listed, modesOf }: Pick<RestLms, 'listed' | 'modesOf'> & { runs: Map<string, { modes: Modes }> },
): (route: Route) => Route {
  const file = openState<Kept>(stateFile);
  const kept = file.read() ?? { listed: [], modes: [] };
  for (const [key, run] of kept.listed) listed.set(key, run);
  for (const [key, modes] of kept.modes) for (const mode of modes) modesOf(key).set(mode.mode_slug, mode);
  const modes = () => [...runs].map(([key, run]): Kept['modes'][number] => [key, [...run.modes.values()]]);
  const keep = () => file.write({ listed: [...listed], modes: modes() });
  return (route) => ({
    ...route,
    answer(modesRequest) {
      const answer = route.answer(modesRequest);
      if (route.method !== 'GET') keep();
      return answer;
    },
  });
}

const loginOf = (tokens: Tokens): Route => ({
  method: 'POST',
  path: /^\/oauth2\/access_token$/,
  isOpen: true,
  answer: ({ record }) => tokens.issue(record.input),
});

type State = Pick<RestLms, 'modesOf' | 'learnersOf' | 'unknown' | 'offers' | 'publish'> & {
  runOf: (key: string) => { modes: Modes; deadline: string | null };
  now: () => Date;
};
const keyOf = ({ params: [key = ''] }: Call) => key;

/** The course_modes API. */
function modeRoutes({ modesOf, unknown }: State): Route[] {
  const modesRequest = ({ params: [key = '', slug = ''], record }: Call) => {
    const type = record.headers['content-type'];
    return { modes: modesOf(key), slug, input: record.input, type };
  };
  return [
    {
      method: 'GET',
      path: list,
      answer: (of) => json(200, [...modesRequest(of).modes.values()].map(serializedMode)),
    },
    {
      method: 'POST',
      path: list,
      // Not recorded: an HTML page, according to the code.
      answer: (of) =>
        unknown.has(keyOf(of)) ? serverError : create(modesRequest(of).modes, modesRequest(of).input),
    },
    {
      method: 'PATCH',
      path: one,
      answer: (of) => patch(modesRequest(of).modes, modesRequest(of).slug, modesRequest(of)),
    },
    {
      method: 'DELETE',
      path: one,
      answer: (of) =>
        modesRequest(of).modes.delete(modesRequest(of).slug) ? json(204, undefined) : notFound,
    },
  ];
}

/** Commerce and enrollments. Of the answers to GET, only the list of learners was recorded. */
function courseRoutes({ runOf, offers, publish, ...state }: State): Route[] {
  const enrolled = ({ url }: Call) => pageOf(state.learnersOf(url.searchParams.get('course_id') ?? ''), url);
  const commerceOf = (of: Call): Answer => {
    const { modes, deadline } = runOf(keyOf(of));
    if (!offers.commerceApi) return forbidden;
    return modes.size > 0 ? json(200, commerceCourse(keyOf(of), modes.values(), deadline)) : notFound;
  };
  const counted = (of: Call): Answer => {
    const counts = countsOf(state.modesOf(keyOf(of)), state.learnersOf(keyOf(of)), state.now());
    return offers.instructorApi ? json(200, counts) : notFound;
  };
  const put = (of: Call) =>
    offers.commerceApi ? publish(keyOf(of), pushedCourse.parse(of.record.input)) : forbidden;
  return [
    { method: 'GET', path: enrollments, isThrottled: true, answer: enrolled },
    { method: 'GET', path: commerce, answer: commerceOf },
    { method: 'PUT', path: commerce, answer: put },
    { method: 'GET', path: instructor, answer: counted },
  ];
}

function pageOf(all: object[], url: URL): Answer {
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const next = new URL(url);
  next.searchParams.set('cursor', String(from + PAGE_SIZE));
  const results = all.slice(from, from + PAGE_SIZE);
  return json(200, { next: from + PAGE_SIZE < all.length ? next.href : null, previous: null, results });
}

/** A mode that has expired, or is not configured, is left out, but its learners are in the total. */
function countsOf(modes: Modes, learners: Learner[], now: Date) {
  const active = learners.filter(({ is_active }) => is_active);
  const counted = [...modes.values()]
    .filter(({ expiration_datetime: expires }) => expires === null || Date.parse(expires) > now.getTime())
    .map(({ mode_slug }) => [mode_slug, active.filter(({ mode }) => mode === mode_slug).length] as const);
  const counts: Record<string, number> = { ...Object.fromEntries(counted), total: active.length };
  return { enrollment_counts: counts };
}
