// The LMS over REST: reads a run's modes, changes one by one what differs, and reads back. Does not decide when.
import { NO_SKUS } from '../../model/provisioning';
import type { LmsMessage } from '../messages';
import { refused, retry } from '../target';
import type { Delivered, Lms, Outcome } from '../target';
import { anything, enrollments, modes } from './answers';
import { actualOf, changesFor, pathOf } from './modes';
import type { Change } from './modes';
import { createEndpoint, Stopped, talk } from './endpoint';
import type { RestOptions, Endpoint } from './endpoint';

/** The LMS gives 100 learners a page, so to count them may take longer than anything else: a minute by default. */
const COUNT_DEADLINES = 3;
const DELIVERED: Delivered = { kind: 'delivered', skus: NO_SKUS };

/**
 * openedx-platform's course_modes API (common/djangoapps/course_modes/rest_api). It knows no revision: the order of the
 * deliveries, and reading before writing, have to suffice. E-Commerce's own push comes before this, and deletes every
 * mode that it does not know except masters; what is missing is added again here, and what it brought back goes. A mode
 * is added before another is removed, since a run without any is open to all as audit; one with learners is not removed.
 */
export function createLmsRest(options: RestOptions): Lms {
  const { deadlineMs } = options;
  const endpoint = createEndpoint(options);
  const modesOf = (courseRunKey: string, signal: AbortSignal) =>
    endpoint.ask({ method: 'GET', path: pathOf(courseRunKey), data: modes, signal });

  async function deliver(message: LmsMessage): Promise<Outcome> {
    const { courseRunKey } = message;
    return talk(deadlineMs, async (signal) => {
      const changes = changesFor(message, await modesOf(courseRunKey, signal));
      if (changes.length === 0) return DELIVERED;
      const wanted = new Set(message.modes.map((mode) => mode.slug));
      const going = changes.filter(({ slug, method }) => method === 'DELETE' && !wanted.has(slug));
      const counts =
        going.length > 0 ? await countIn(endpoint, courseRunKey, signal) : new Map<string, number>();
      const held = going.filter(({ slug }) => counts.has(slug));
      const wordsOf = ({ slug }: Change) =>
        `The ${slug} course mode has ${counts.get(slug)} enrolled learners and can't be removed.`;
      if (held.length > 0) return refused(held.map(wordsOf).join('\n'));
      for (const change of changes) await apply(endpoint, { courseRunKey, ...change }, signal);
      const left = changesFor(message, await modesOf(courseRunKey, signal));
      if (left.length === 0) return DELIVERED;
      return retry(`It took every change, but these are left: ${JSON.stringify(left)}`);
    });
  }

  const read = (courseRunKey: string) =>
    talk(deadlineMs, async (signal) => {
      const found = await modesOf(courseRunKey, signal);
      return { kind: 'read' as const, actual: { modes: found.map(actualOf) } };
    });

  async function countLearners(courseRunKey: string): Promise<ReadonlyMap<string, number>> {
    const answer = await talk(deadlineMs * COUNT_DEADLINES, async (signal) => ({
      kind: 'counted' as const,
      counts: await countIn(endpoint, courseRunKey, signal),
    }));
    if (answer.kind === 'counted') return answer.counts;
    throw new Error(`The LMS did not say who is enrolled. ${answer.error}`);
  }
  return { deliver, read, countLearners, close: endpoint.close };
}

async function countIn(
  { ask }: Endpoint,
  courseRunKey: string,
  signal: AbortSignal,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let search: string | null = `?course_id=${encodeURIComponent(courseRunKey)}`;
  while (search !== null) {
    const path: string = `/api/enrollment/v1/enrollments${search}`;
    const { results, next } = await ask({ method: 'GET', path, data: enrollments, signal });
    for (const { mode } of results.filter((one) => one.is_active))
      counts.set(mode, (counts.get(mode) ?? 0) + 1);
    search = next && new URL(next).search;
  }
  return counts;
}

async function apply(
  { ask, find }: Endpoint,
  { courseRunKey, slug, method, fields }: Change & { courseRunKey: string },
  signal: AbortSignal,
): Promise<void> {
  const path = pathOf(courseRunKey);
  const one = { method, path: path + encodeURIComponent(slug), data: anything, signal };
  const body = JSON.stringify(fields);
  if (method === 'DELETE') return void (await find(one));
  if (method === 'POST') return void (await ask({ ...one, path, body }));
  const headers = { 'content-type': 'application/merge-patch+json' };
  const isGone = (await find({ ...one, body, headers })) === null;
  if (isGone) throw new Stopped(retry(`The ${slug} mode was removed while it was changed.`));
}
