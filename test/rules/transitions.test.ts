// Every pair of seeded run types, in every phase, in a course of every seeded type: what a run may become. The
// expectations follow from the types' tracks; there is no table of transitions to maintain.
import fc from 'fast-check';
import type { CourseRunType, CourseType } from '../../src/model/catalogue';
import { isEmptyType, lookup } from '../../src/model/catalogue';
import { phaseOf } from '../../src/model/courses';
import type { CourseRun, Phase } from '../../src/model/courses';
import type { RuleCode } from '../../src/model/rule-codes';
import { judge, RULES } from '../../src/rules';
import { ruleInputs } from '../support/arbitrary';
import { aCourseState, aRuleInput, changed, NOW, PHASES, RUN_KEY } from '../support/build';
import { CATALOGUE } from '../support/catalogue';
import { codes } from '../support/refusals';

interface Move {
  readonly courseType: CourseType;
  readonly from: CourseRunType;
  readonly to: CourseRunType;
  readonly phase: Phase;
}

const RUN_TYPES = [...CATALOGUE.courseRunTypes.values()];
const MOVES: readonly Move[] = [...CATALOGUE.courseTypes.values()].flatMap((courseType) =>
  RUN_TYPES.flatMap((from) =>
    RUN_TYPES.flatMap((to) =>
      (['DRAFT', 'IN_REVIEW', 'LOCKED', 'ENDED'] as const).map((phase) => ({ courseType, from, to, phase })),
    ),
  ),
);
const EVERY_PRICE = Object.fromEntries([...CATALOGUE.seatTypes.keys()].map((slug) => [slug, '49.00']));

function questionOf({ courseType, from, to, phase }: Move, prices = EVERY_PRICE) {
  const before = aCourseState({ type: courseType.slug, prices }, [{ ...PHASES[phase], type: from.slug }]);
  const after = changed(before, { runs: { [RUN_KEY]: { type: to.slug } } });
  return aRuleInput({ before, after, named: [RUN_KEY] });
}

const tracksOf = (type: CourseRunType) => type.trackTypes.map((track) => track.slug);
const isKeeping = ({ from, to }: Move) => tracksOf(from).every((track) => tracksOf(to).includes(track));
const isSameTracks = (move: Move) => isKeeping(move) && isKeeping({ ...move, from: move.to, to: move.from });
const isOffered = ({ courseType, to }: Move) =>
  courseType.courseRunTypes.includes(to) && !to.isRetired && !isEmptyType(to);
const nameOf = ({ courseType, from, to, phase }: Move) =>
  `${courseType.slug}: ${from.slug} to ${to.slug}, ${phase}`;

/** The moves of that kind that do not do what is said of them; there must be some of the kind. */
function exceptions(kind: (move: Move) => boolean, isTrue: (move: Move) => boolean): string[] {
  const moves = MOVES.filter(kind);
  expect(moves.length).toBeGreaterThan(0);
  return moves.filter((move) => !isTrue(move)).map(nameOf);
}

const isRefusedFor = (move: Move, code: RuleCode, isOverride = false) =>
  codes(questionOf(move), isOverride).includes(code);

test('every pair of run types is tried in every phase and course type', () => {
  const { courseTypes, courseRunTypes } = CATALOGUE;

  expect(MOVES).toHaveLength(courseTypes.size * courseRunTypes.size ** 2 * 4);
});

test.each(['LOCKED', 'ENDED'] as const)(
  'a run that is %s never loses a track unless it is waived',
  (phase) => {
    const losing = (move: Move) => move.phase === phase && !isKeeping(move);

    expect(exceptions(losing, (move) => isRefusedFor(move, 'TRACK_REMOVED'))).toEqual([]);
    expect(
      exceptions(losing, (move) => judge(questionOf(move), true).waived.includes('TRACK_REMOVED')),
    ).toEqual([]);
  },
);

test('a run that keeps its tracks is never refused for losing some', () => {
  expect(exceptions(isKeeping, (move) => !isRefusedFor(move, 'TRACK_REMOVED'))).toEqual([]);
});

test('a DRAFT or LOCKED run can gain tracks if the course type has the run type', () => {
  const gaining = (move: Move) =>
    (move.phase === 'LOCKED' || move.phase === 'DRAFT') && isKeeping(move) && isOffered(move);

  expect(exceptions(gaining, (move) => codes(questionOf(move)).length === 0)).toEqual([]);
});

test('the tracks of an ENDED run never change unless it is waived', () => {
  const changing = (move: Move) => move.phase === 'ENDED' && !isSameTracks(move);

  expect(exceptions(changing, (move) => isRefusedFor(move, 'RUN_ENDED'))).toEqual([]);
  expect(exceptions(changing, (move) => judge(questionOf(move), true).waived.includes('RUN_ENDED'))).toEqual(
    [],
  );
});

test('an IN_REVIEW run never changes, waived or not', () => {
  const changing = (move: Move) => move.phase === 'IN_REVIEW' && move.from !== move.to;

  expect(exceptions(changing, (move) => isRefusedFor(move, 'RUN_IN_REVIEW'))).toEqual([]);
  expect(exceptions(changing, (move) => isRefusedFor(move, 'RUN_IN_REVIEW', true))).toEqual([]);
});

test('in DRAFT every run type of the course type may be chosen; at most a price is missing', () => {
  const choosing = (move: Move) => move.phase === 'DRAFT' && isOffered(move);
  const isOnlyUnpriced = (move: Move) =>
    codes(questionOf(move, {})).every((code) => code === 'PRICE_REQUIRED');

  expect(exceptions(choosing, (move) => codes(questionOf(move)).length === 0)).toEqual([]);
  expect(exceptions(choosing, isOnlyUnpriced)).toEqual([]);
});

test('a run type outside the course type is refused in every phase, unless it is Empty or kept', () => {
  const stray = ({ courseType, from, to }: Move) =>
    from !== to && !isEmptyType(to) && !courseType.courseRunTypes.includes(to);

  expect(exceptions(stray, (move) => isRefusedFor(move, 'RUN_TYPE_NOT_IN_COURSE_TYPE'))).toEqual([]);
});

test('a run that keeps its type is never refused, whatever it is', () => {
  expect(
    exceptions(
      ({ from, to }) => from === to,
      (move) => codes(questionOf(move)).length === 0,
    ),
  ).toEqual([]);
});

test('a waived move leaves only violations that are not waivable', () => {
  const isWaivable = new Map(RULES.map((rule) => [rule.code, rule.isWaivable]));

  expect(
    exceptions(
      () => true,
      (move) => codes(questionOf(move), true).every((code) => isWaivable.get(code) === false),
    ),
  ).toEqual([]);
});

describe('whatever else a command changes', () => {
  const typeOf = (run: CourseRun) => lookup(CATALOGUE.courseRunTypes, run.type);

  /** The violations that must be there, as code and run key, for each run that changes its type. */
  function required(before: readonly CourseRun[], after: readonly CourseRun[]): string[] {
    return before.flatMap((run) => {
      const next = after.find(({ key }) => key === run.key);
      if (!next || next.type === run.type) return [];
      const phase = phaseOf(run, NOW);
      const types = { from: typeOf(run), to: typeOf(next) };
      const lost = tracksOf(types.from).some((track) => !tracksOf(types.to).includes(track));
      const gained = tracksOf(types.to).some((track) => !tracksOf(types.from).includes(track));
      return [
        ...(phase === 'IN_REVIEW' ? [`RUN_IN_REVIEW ${run.key}`] : []),
        ...(phase === 'ENDED' && (lost || gained) ? [`RUN_ENDED ${run.key}`] : []),
        ...(run.hasProducts && lost ? [`TRACK_REMOVED ${run.key}`] : []),
      ];
    });
  }

  test('no run with products loses a track, no ended one changes, and none in review', () => {
    fc.assert(
      fc.property(ruleInputs, (question) => {
        const found = judge(question).violations.map(({ code, courseRunKey }) => `${code} ${courseRunKey}`);
        const expected = question.courses.flatMap(({ before, after }) =>
          required(before?.runs ?? [], after?.runs ?? []),
        );

        expect(found).toEqual(expect.arrayContaining(expected));
      }),
      { numRuns: 300 },
    );
  });
});
