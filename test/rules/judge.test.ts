// How judgements are combined: every rule, in the order of the list, then by run key; what is waived; what is pure.
import fc from 'fast-check';
import { RULE_CODES } from '../../src/model/rule-codes';
import type { RuleViolation } from '../../src/model/rule-codes';
import { judge, RULES } from '../../src/rules';
import { courseStates, ruleInputs } from '../support/arbitrary';
import { aCourseState, aRuleInput, changed, PHASES, RUN_KEY, runKey } from '../support/build';
import { refusals } from '../support/refusals';

const RUNS = { numRuns: 200 };
const rank = ({ code }: RuleViolation): number => RULE_CODES.indexOf(code);
const isInOrder = (first: RuleViolation, second: RuleViolation): boolean =>
  rank(first) < rank(second) ||
  (rank(first) === rank(second) && (first.courseRunKey ?? '') <= (second.courseRunKey ?? ''));

test('every violation is returned, not only the first, in the order of the rules and then of the runs', () => {
  const before = aCourseState({ type: 'masters-verified-audit', prices: { verified: '49.00' } }, [
    { ...PHASES.LOCKED, key: runKey('2T2026'), type: 'masters' },
    { ...PHASES.ENDED, key: RUN_KEY, type: 'masters-verified-audit' },
    { ...PHASES.IN_REVIEW, key: runKey('3T2026'), type: 'audit' },
  ]);
  const after = changed(before, {
    course: { type: 'masters', prices: { verified: '49.50' } },
    runs: {
      [RUN_KEY]: { type: 'audit' },
      [runKey('2T2026')]: { type: 'professional', upgradeDeadlineOverride: new Date('2027-01-01T00:00:00Z') },
      [runKey('3T2026')]: { type: 'empty' },
    },
  });
  const named = [runKey('3T2026'), RUN_KEY, runKey('2T2026')];

  expect(
    refusals(aRuleInput({ before, after, named, mayReview: false, listed: { prices: ['verified'] } })),
  ).toEqual([
    'TYPE_EMPTY at runs.0.type of 3T2026',
    'RUN_TYPE_NOT_IN_COURSE_TYPE at runs.1.type of 1T2026',
    'RUN_TYPE_NOT_IN_COURSE_TYPE at runs.2.type of 2T2026',
    'RUN_IN_REVIEW at runs.0.type of 3T2026',
    'RUN_IN_REVIEW at type of 3T2026',
    'RUN_ENDED at runs.1.type of 1T2026',
    'TRACK_REMOVED at runs.1.type of 1T2026',
    'TRACK_REMOVED at runs.2.type of 2T2026',
    'ENTITLEMENT_REMOVED at type',
    'PRICE_REQUIRED at runs.2.prices of 2T2026',
    'PRICE_NOT_APPLICABLE at prices.0.seatType',
    'PRICE_NOT_WHOLE at prices.0.amount',
    'DEADLINE_NOT_APPLICABLE at runs.2.upgradeDeadlineOverride of 2T2026',
    'DEADLINE_NOT_PERMITTED at runs.2.upgradeDeadlineOverride of 2T2026',
    'DEADLINE_AFTER_END at runs.2.upgradeDeadlineOverride of 2T2026',
  ]);
});

test('a code is waived once, however many runs it is waived for', () => {
  const before = aCourseState({ prices: { verified: '49.00' } }, [
    PHASES.LOCKED,
    { ...PHASES.LOCKED, key: runKey('2T2026') },
  ]);
  const audit = { type: 'audit' };
  const after = changed(before, { runs: { [RUN_KEY]: audit, [runKey('2T2026')]: audit } });

  expect(judge(aRuleInput({ before, after }), true)).toEqual({ violations: [], waived: ['TRACK_REMOVED'] });
});

test('what would be allowed anyway waives nothing', () => {
  expect(judge(aRuleInput(), true)).toEqual({ violations: [], waived: [] });
});

test('the same question has the same answer, and is not modified', () => {
  fc.assert(
    fc.property(ruleInputs, fc.boolean(), (question, isOverride) => {
      const courses = structuredClone(question.courses);

      expect(judge(question, isOverride)).toEqual(judge({ ...question, courses }, isOverride));
      expect(question.courses).toEqual(courses);
    }),
    RUNS,
  );
});

test('violations are in order, once per rule, place and run, and say what the rule says', () => {
  const says = new Map(RULES.map((rule) => [rule.code, rule.says]));
  fc.assert(
    fc.property(ruleInputs, (question) => {
      const { violations } = judge(question);
      const places = violations.map(({ code, path, courseRunKey, message }) =>
        [code, path.join('.'), courseRunKey, message].join(' '),
      );

      expect(
        violations.every((one, index) => index === 0 || isInOrder(violations[index - 1] ?? one, one)),
      ).toBe(true);
      expect(new Set(places).size).toBe(places.length);
      for (const { code, message, path } of violations) {
        expect(message.startsWith(`${says.get(code)?.slice(0, -1)}: `)).toBe(true);
        expect(message).not.toMatch(/undefined|null|NaN|\[object/);
        expect(path.length).toBeGreaterThan(0);
      }
    }),
    RUNS,
  );
});

test('an override removes the waivable violations, and no others', () => {
  fc.assert(
    fc.property(ruleInputs, (question) => {
      const all = judge(question).violations;
      const { violations, waived } = judge(question, true);

      expect(violations).toEqual(all.filter(({ isWaivable }) => !isWaivable));
      expect(waived).toEqual([
        ...new Set(all.filter(({ isWaivable }) => isWaivable).map(({ code }) => code)),
      ]);
    }),
    RUNS,
  );
});

test('an unchanged course breaks no rule, however odd it is', () => {
  fc.assert(
    fc.property(courseStates, fc.boolean(), (before, mayReview) => {
      expect(refusals(aRuleInput({ before, mayReview }))).toEqual([]);
    }),
    RUNS,
  );
});

test('the order in which runs are loaded changes nothing', () => {
  fc.assert(
    fc.property(ruleInputs, (question) => {
      const turned = question.courses.map(({ before, after }) => ({
        before: before && { ...before, runs: [...before.runs].reverse() },
        after: after && { ...after, runs: [...after.runs].reverse() },
      }));

      expect(judge({ ...question, courses: turned })).toEqual(judge(question));
    }),
    RUNS,
  );
});
