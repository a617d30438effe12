// Foresees what a shop would get for a run if it were provisioned now. Changes nothing, here or there.
import { setTimeout as sleep } from 'node:timers/promises';
import { isProvisioned } from '../model/courses';
import { desiredOf } from '../provisioning/desired-state';
import type { ProductChange } from '../provisioning/target';
import { loadCourse } from '../store/courses/course-states';
import { desiredContext } from './apply/decide';
import type { ChangeDeps } from './deps';

/** Attempts for one run: deliveries may use up a minute's requests first. */
const MAX_TRIES = 20;

/** Null if there is no such run, or it is not sold. Throws if the shop cannot be asked. */
export async function previewProducts(
  deps: ChangeDeps,
  courseRunKey: string,
): Promise<readonly ProductChange[] | null> {
  const shop = deps.readers.ECOMMERCE?.shop;
  if (!shop) throw new Error('ECOMMERCE_PROTOCOL is not woocommerce: there is no shop.');
  const loaded = await loadCourse(deps.database, { run: courseRunKey });
  const run = loaded?.state.runs.find(({ key }) => key === courseRunKey);
  if (!loaded || !run || !isProvisioned(run, deps.clock())) return null;
  const catalogue = await deps.catalogue.atLeast(loaded.catalogueVersion);
  const { ecommerce } = desiredOf(run, desiredContext(loaded, { ...deps, catalogue, now: deps.clock() }));
  if (!ecommerce) return null;
  const seats = ecommerce.seats.map((seat) => ({ ...seat, sku: run.products[seat.seatType]?.sku ?? null }));
  const head = { idempotencyKey: '', revision: 0, courseRevision: 0, entitlements: [] };
  for (let tries = 1; ; tries += 1) {
    const answer = await shop.preview({ ...ecommerce, ...head, seats });
    if (answer.kind === 'preview') return answer.all;
    const pauseMs = answer.kind === 'paused' ? (answer.pauseMs ?? 0) : 0;
    if (pauseMs === 0 || tries === MAX_TRIES) throw new Error(answer.error);
    await sleep(pauseMs);
  }
}
