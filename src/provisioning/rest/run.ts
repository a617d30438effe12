// The single requests to the LMS about one run, to read it and to change it. Does not decide what.
import { refused, retry } from '../target';
import type { Warnings } from '../target';
import { anything, commerce, modes } from './responses';
import type { ModeFields } from './responses';
import { clearedIn, pathOf, statedIn } from './modes';
import type { Change } from './modes';
import { Stopped } from './endpoint';
import type { Endpoint } from './endpoint';

/** The course run that an exchange is about. The functions here throw Stopped on failure. */
export interface Run {
  readonly endpoint: Endpoint;
  readonly courseRunKey: string;
  readonly signal: AbortSignal;
  readonly log?: Warnings;
}

/** Answers for what a client may not use, or an installation does not have. */
const NOT_PERMITTED = [401, 403, 404, 405];
const isNotPermitted = (error: unknown): boolean =>
  error instanceof Stopped && NOT_PERMITTED.includes(error.status ?? 0);

export const modesOf = ({ endpoint, courseRunKey, signal }: Run): Promise<ModeFields[]> =>
  endpoint.ask({ method: 'GET', path: pathOf(courseRunKey), data: modes, signal });

/** Stops with a refusal if the LMS does not have the run. The list of modes does not show that: it is just empty. */
export async function requireRun({ endpoint, courseRunKey, signal }: Run): Promise<void> {
  const path = `/api/courses/v1/courses/${encodeURIComponent(courseRunKey)}/`;
  const finding = endpoint.find({ method: 'GET', path, data: anything, signal });
  const course = await finding.catch((error: unknown) => {
    if (isNotPermitted(error)) return 'not said';
    throw error;
  });
  if (course === null) throw new Stopped(refused(`The LMS has no such run: ${courseRunKey}`));
}

/** Adds those of these modes that the run lacks. */
export async function ensureModes(run: Run, slugs: readonly string[]): Promise<void> {
  const had = await modesOf(run);
  for (const slug of slugs.filter((one) => !had.some(({ mode_slug }) => mode_slug === one))) {
    // The push that follows sends the rest. The price is high enough for every mode that has a minimum price.
    const fields = { mode_slug: slug, mode_display_name: slug, min_price: 1, currency: 'usd' };
    await apply(run, { slug, method: 'POST', fields: { course_id: run.courseRunKey, ...fields } });
  }
}

/** Clears values by sending all modes at once, which gives each a name of the LMS's own. False if not permitted. */
export async function clear(run: Run, changes: readonly Change[]): Promise<boolean> {
  const { endpoint, courseRunKey, signal } = run;
  const path = `/api/commerce/v1/courses/${encodeURIComponent(courseRunKey)}/`;
  try {
    const course = await endpoint.ask({ method: 'GET', path, data: commerce, signal });
    const body = JSON.stringify(clearedIn(course, changes));
    await endpoint.ask({ method: 'PUT', path, body, data: anything, signal });
    return true;
  } catch (error) {
    if (isNotPermitted(error)) return false;
    throw error;
  }
}

/** The fallback if values cannot be cleared in another way. */
export async function recreate(run: Run, changes: readonly Change[]): Promise<void> {
  for (const { slug, fields } of changes) {
    run.log?.warn(
      { courseRunKey: run.courseRunKey, mode: slug },
      'A mode is deleted and created again, and loses its description and mobile SKUs, because our client may not use the commerce API.',
    );
    await apply(run, { slug, method: 'DELETE', fields: {} });
    await apply(run, { slug, method: 'POST', fields: statedIn(fields) });
  }
}

/** Makes one change, except CLEAR. */
export async function apply(
  { endpoint: { ask, find }, courseRunKey, signal }: Run,
  { slug, method, fields }: Change,
): Promise<void> {
  const path = pathOf(courseRunKey);
  const one = { path: path + encodeURIComponent(slug), data: anything, signal };
  const body = JSON.stringify(fields);
  if (method === 'DELETE') return void (await find({ ...one, method }));
  if (method === 'POST') return void (await ask({ ...one, method, path, body }));
  const headers = { 'content-type': 'application/merge-patch+json' };
  const isGone = (await find({ ...one, method: 'PATCH', body, headers })) === null;
  if (isGone) throw new Stopped(retry(`The ${slug} mode was removed while it was changed.`));
}
