// The LMS's list of courses, where each is a run: GET /api/courses/v1/courses/ and one of its entries. Not recorded:
// written from openedx-platform's code (lms/djangoapps/course_api), and never compared with a real LMS. And Studio, as a
// path of the sandbox's own.
import { z } from 'zod';
import type { Answer } from '../faults';
import { json, notFound, type Call, type Route } from './stand-in';

const time = z.iso.datetime({ offset: true }).nullish();
const listedRun = z.strictObject({ name: z.string(), start: time, end: time, enrollment_end: time });
/** What the LMS knows of a run from Studio; the name as it was typed there. */
export type ListedRun = z.infer<typeof listedRun>;

/** The start that Open edX gives a run that nobody has scheduled. */
const UNSCHEDULED = '2030-01-01T00:00:00Z';
const MAX_PER_PAGE = 100;
const list = /^\/api\/courses\/v1\/courses\/$/;
const one = /^\/api\/courses\/v1\/courses\/([^/]+)\/$/;
/** Not Open edX's: the sandbox has no Studio, and this is where somebody edits a run as there. */
const studio = /^\/studio\/courses\/([^/]+)\/$/;

export type CourseList = { runs: Map<string, ListedRun>; routes: Route[] };

/** Starts empty, for tests to fill in Studio's place; a run that is not listed may be known nevertheless. */
export function createCourseList(isKnown: (key: string) => boolean): CourseList {
  const runs = new Map<string, ListedRun>();
  const find = ({ params: [key = ''] }: Call): Answer => {
    const run = runs.get(key) ?? (isKnown(key) ? { name: 'Demonstration' } : undefined);
    return run ? json(200, listed(key, run)) : notFound;
  };
  /** Changes the given fields of a run; creates the run if it is new. */
  function edit({ params: [key = ''], record }: Call): Answer {
    const edited = listedRun.partial().safeParse(record.input);
    const run = listedRun.safeParse({ ...runs.get(key), ...edited.data });
    const error = edited.error ?? run.error;
    if (!run.data || error) return json(400, { problems: error?.issues });
    runs.set(key, run.data);
    return json(200, listed(key, run.data));
  }
  const routes = [
    { method: 'GET', path: list, answer: ({ url }: Call) => pageOf(runs, url) },
    { method: 'GET', path: one, answer: find },
    { method: 'PATCH', path: studio, isOpen: true, answer: edit },
  ];
  return { runs, routes };
}

/** A page past the end is a 404. */
function pageOf(runs: Map<string, ListedRun>, url: URL): Answer {
  const page = Number(url.searchParams.get('page') ?? 1);
  const size = Math.min(MAX_PER_PAGE, Number(url.searchParams.get('page_size') ?? 10));
  const pages = Math.max(1, Math.ceil(runs.size / size));
  if (!Number.isInteger(page) || page < 1 || page > pages) return json(404, { detail: 'Invalid page.' });
  const to = (number: number) => {
    const next = new URL(url);
    next.searchParams.set('page', String(number));
    return next.href;
  };
  const results = [...runs].slice((page - 1) * size, page * size).map(([key, run]) => listed(key, run));
  const [next, previous] = [page < pages ? to(page + 1) : null, page > 1 ? to(page - 1) : null];
  return json(200, { results, pagination: { next, previous, count: runs.size, num_pages: pages } });
}

function listed(id: string, { name, start = UNSCHEDULED, end = null, enrollment_end = null }: ListedRun) {
  const [org, number] = id.replace(/^.*:/, '').split(/[+/]/);
  const times = { start, end, enrollment_start: null, enrollment_end };
  const escaped = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const shown = { name: escaped.replaceAll('"', '&#34;').replaceAll("'", '&#39;'), org, number };
  const rest = { pacing: 'instructor', hidden: false, invitation_only: false, mobile_available: false };
  return {
    blocks_url: `https://lms.example.com/api/courses/v2/blocks/?course_id=${id}`,
    id,
    course_id: id,
    ...shown,
    ...times,
    ...rest,
  };
}
