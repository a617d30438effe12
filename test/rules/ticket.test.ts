// The example that this service was built for: an MVA run in a Masters-only course, in one step.
import { isMismatched, runTypeOf } from '../../src/model/courses';
import { aCourseState, aRuleInput, changed, PHASES, RUN_KEY, runKey } from '../support/build';
import { CATALOGUE } from '../support/catalogue';
import { messages, refusals } from '../support/refusals';

const NEW_RUN = runKey('2T2026');
const masters = aCourseState({ type: 'masters' }, [{ ...PHASES.LOCKED, type: 'masters' }]);

/** addCourseRun with the course type Masters, Verified, and Audit, a run of it, and prices of the course. */
function adding(prices: Record<string, string>) {
  const after = changed(masters, {
    course: { type: 'masters-verified-audit', prices },
    added: [{ key: NEW_RUN, type: 'masters-verified-audit' }],
  });
  return aRuleInput({
    before: masters,
    after,
    paths: { courseType: ['courseType'], runs: new Map([[NEW_RUN, ['run']]]) },
    listed: { prices: Object.keys(prices) },
  });
}

test('a Masters, Verified, and Audit run is added to a Masters-only course with the price of Verified', () => {
  expect(refusals(adding({ verified: '100.00' }))).toEqual([]);
});

test('without that price one violation names what is sold for the course and for the run', () => {
  const question = adding({});

  expect(refusals(question)).toEqual(['PRICE_REQUIRED at prices']);
  expect(messages(question, 'PRICE_REQUIRED')).toEqual([
    `A price is required: Verified needs one for the entitlement of edX+DemoX, ${NEW_RUN}.`,
  ]);
});

test('without the course type in the same step the run does not match', () => {
  const after = changed(masters, {
    course: { prices: { verified: '100.00' } },
    added: [{ key: NEW_RUN, type: 'masters-verified-audit' }],
  });

  expect(refusals(aRuleInput({ before: masters, after, named: [NEW_RUN] }))).toEqual([
    'RUN_TYPE_NOT_IN_COURSE_TYPE at runs.0.type of 2T2026',
  ]);
});

test('the old run keeps its type, which the new course type lists, and may gain tracks later', () => {
  const [question] = adding({ verified: '100.00' }).courses;
  const after = question?.after ?? masters;
  const old = after.runs.find((run) => run.key === RUN_KEY);
  const upgraded = changed(after, { runs: { [RUN_KEY]: { type: 'masters-verified-audit' } } });

  expect(old && runTypeOf(old, CATALOGUE).slug).toBe('masters');
  expect(old && isMismatched(old, CATALOGUE)).toBe(false);
  expect(refusals(aRuleInput({ before: after, after: upgraded, named: [RUN_KEY] }))).toEqual([]);
});

test.each(['masters', 'masters-verified-audit'])(
  'in a course of type %s the old run does not become professional, for three reasons',
  (type) => {
    const before = changed(masters, { course: { type, prices: { verified: '100.00' } } });
    const after = changed(before, { runs: { [RUN_KEY]: { type: 'professional' } } });

    expect(refusals(aRuleInput({ before, after, named: [RUN_KEY] }))).toEqual([
      'RUN_TYPE_NOT_IN_COURSE_TYPE at runs.0.type of 1T2026',
      'TRACK_REMOVED at runs.0.type of 1T2026',
      'PRICE_REQUIRED at runs.0.prices of 1T2026',
    ]);
  },
);
