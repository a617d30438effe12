// Asks an LMS for the modes of a course's new runs, and turns the course into an import record.
import type { Catalogue } from '../../model/catalogue';
import type { LmsMode, LmsRun, LmsRuns } from '../../provisioning/target';
import type { SourceRecord } from './decide-batch';
import { importedCourseOf, whyLeftAlone } from './lms-courses';
import type { LmsCourse } from './lms-courses';

export interface LmsReading {
  readonly lms: Pick<LmsRuns, 'modesOf'>;
  readonly catalogue: Catalogue;
  readonly currency: string;
  /** Called after each run that was asked about, and after each course. */
  readonly onAnswered?: () => void;
}

/** How many runs in a row may fail: after that the LMS is away, or denies access. */
const MAX_FAILURES = 5;

/** Reads one course after the other. Throws if the LMS is away or denies access. */
export function createLmsReader({ lms, catalogue, currency, onAnswered = () => undefined }: LmsReading) {
  let failures = 0;

  async function modesOf(run: LmsRun): Promise<LmsMode[] | string> {
    try {
      const modes = await lms.modesOf(run.key);
      failures = 0;
      return whyLeftAlone(run, modes, { catalogue, currency }) ?? modes;
    } catch (error) {
      failures += 1;
      if (failures === MAX_FAILURES || !(error instanceof Error) || error.name === 'AbortError') throw error;
      return `its modes cannot be read: ${error.message}`;
    } finally {
      onAnswered();
    }
  }

  return async (course: LmsCourse): Promise<SourceRecord> => {
    const fresh = course.runs.filter(({ isKnown }) => !isKnown);
    const answers = await Promise.all(fresh.map(async (run) => ({ run, found: await modesOf(run) })));
    onAnswered();
    const modes = new Map(
      answers.flatMap(({ run, found }) => (typeof found === 'string' ? [] : [[run.key, found]])),
    );
    const refused = answers.flatMap(({ run, found }) =>
      typeof found === 'string' ? [`${run.key}: ${found}`] : [],
    );
    const leftAlone = [...course.leftAlone, ...refused];
    const runs = course.runs.filter(({ key, isKnown }) => isKnown || modes.has(key));
    const common = { position: course.key, key: course.key, runs: runs.length + leftAlone.length, leftAlone };
    if (runs.length === 0) return { ...common, leftAlone: [], problems: leftAlone };
    return { ...common, course: importedCourseOf({ ...course, runs }, modes, catalogue) };
  };
}
