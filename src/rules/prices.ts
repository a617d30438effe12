// Rules on the given prices. Only prices that the command changes are judged.
import { pricedSeatTypesOfCourseType, pricedSeatTypesOfRunType } from '../model/catalogue';
import type { Catalogue } from '../model/catalogue';
import type { Prices } from '../model/money';
import { cents } from '../model/money';
import { memoizeByObject } from '../model/memoize';
import type { Facts } from './facts';
import { pathOf, pricePath } from './paths';
import type { Finding, Rule } from './rule';

/** A price that the command changes. */
interface GivenPrice {
  readonly seatType: string;
  readonly amount: string;
  /** The path of its list in the input. */
  readonly list: readonly string[];
  readonly courseRunKey?: string;
}

const NONE: [string, string][] = [];
function given(before: Prices | undefined, after: Prices): [string, string][] {
  return before === after
    ? NONE
    : Object.entries(after).filter(([seatType, amount]) => before?.[seatType] !== amount);
}

const givenPrices = memoizeByObject((facts: Facts): readonly GivenPrice[] => {
  const ofCourses = facts.courseFacts.flatMap(({ before, after }) =>
    after
      ? given(before?.prices, after.prices).map(([seatType, amount]) => ({
          seatType,
          amount,
          list: facts.paths.coursePrices,
        }))
      : [],
  );
  const ofRuns = facts.runFacts.flatMap((run) =>
    run.after
      ? given(run.before?.prices, run.after.prices).map(([seatType, amount]) => ({
          seatType,
          amount,
          list: pathOf(facts, run, 'prices'),
          courseRunKey: run.key,
        }))
      : [],
  );
  return ofCourses.concat(ofRuns);
});

/** Returns the fields that say what a finding is about. */
const aboutOf = ({ seatType, courseRunKey }: GivenPrice) => ({
  seatType,
  ...(courseRunKey === undefined ? {} : { courseRunKey }),
});

const nameOf = (facts: Facts, { seatType }: GivenPrice): string =>
  facts.catalogueAfter.seatTypes.get(seatType)?.name ?? seatType;

function findings(
  facts: Facts,
  isWrong: (price: GivenPrice) => boolean,
  detail: (price: GivenPrice) => string,
): Finding[] {
  return givenPrices(facts)
    .filter(isWrong)
    .map((price) => ({
      detail: detail(price),
      path: pricePath(facts, price, 'amount'),
      ...aboutOf(price),
    }));
}

export const priceIsForSomethingSold: Rule = {
  code: 'PRICE_NOT_APPLICABLE',
  says: 'A price must be for something that the course sells and that somebody is paid for.',
  because:
    'A price that nothing uses is probably a misunderstanding, best found before the course is on sale.',
  isWaivable: false,
  check: (facts) =>
    givenPrices(facts)
      .filter((price) => !isApplicable(facts, price))
      .map((price) => ({
        detail: `${nameOf(facts, price)} is not sold here.`,
        path: pricePath(facts, price, 'seatType'),
        ...aboutOf(price),
      })),
};

/** Includes the types of mismatched runs, because a price that PRICE_REQUIRED asks for must be accepted. */
function isApplicable(facts: Facts, price: GivenPrice): boolean {
  const courseTypes = facts.courseFacts.flatMap(({ typeAfter }) =>
    typeAfter ? pricedSeatTypesOfCourseType(typeAfter) : [],
  );
  const runTypes = facts.runFacts
    .filter((run) => price.courseRunKey === undefined || run.key === price.courseRunKey)
    .flatMap(({ typeAfter }) => (typeAfter ? pricedSeatTypesOfRunType(typeAfter) : []));
  return [...courseTypes, ...runTypes].some((seatType) => seatType.slug === price.seatType);
}

export const priceReachesTheMinimum: Rule = {
  code: 'PRICE_BELOW_MINIMUM',
  says: 'A price must not be below the minimum that the LMS accepts.',
  because: 'The LMS would refuse it, but only after E-Commerce has created the product.',
  isWaivable: false,
  check: (facts) => {
    const minimum = (price: GivenPrice) => minimumOf(facts.catalogueAfter, price.seatType);
    return findings(
      facts,
      (price) => cents(price.amount) < cents(minimum(price)),
      (price) => `${nameOf(facts, price)} is ${price.amount}; the minimum is ${minimum(price)}.`,
    );
  },
};

/** Returns the highest minimum price of the modes sold with a seat type. */
function minimumOf(catalogue: Catalogue, seatType: string): string {
  return [...catalogue.trackTypes.values()]
    .filter((track) => track.seatType?.slug === seatType)
    .map((track) => track.mode.minimumPrice)
    .reduce((highest, minimum) => (cents(minimum) > cents(highest) ? minimum : highest), '0.00');
}

export const priceStaysUnderTheMaximum: Rule = {
  code: 'PRICE_ABOVE_MAXIMUM',
  says: 'A price must not exceed the maximum of this installation.',
  because:
    "This catches a misplaced decimal point before learners see it. Publisher's form has the same limit.",
  isWaivable: false,
  check: (facts) =>
    findings(
      facts,
      (price) => cents(price.amount) > cents(facts.policy.maximumPrice),
      (price) => `${nameOf(facts, price)} is ${price.amount}; the maximum is ${facts.policy.maximumPrice}.`,
    ),
};

export const priceIsWhole: Rule = {
  code: 'PRICE_NOT_WHOLE',
  says: 'Prices must be whole amounts.',
  because:
    'The LMS stores whole units, and E-Commerce would cut the cents silently: two systems, two prices.',
  isWaivable: false,
  check: (facts) =>
    findings(
      facts,
      (price) => facts.policy.isPriceWhole && cents(price.amount) % 100 !== 0,
      (price) => `${nameOf(facts, price)} is ${price.amount}.`,
    ),
};
