// The same questions in PostGraphile's generated schema, and its answers converted to ours.
interface Nodes<T> {
  readonly nodes: readonly T[];
}
interface Named {
  readonly slug: string;
  readonly name: string;
}
interface RunTypeNode extends Named {
  readonly isMarketable: boolean;
  readonly courseRunTypeTracksByCourseRunTypeSlug: Nodes<{
    readonly trackTypeByTrackTypeSlug: Named & {
      readonly modeByModeSlug: object;
      readonly seatTypeBySeatTypeSlug: object | null;
    };
  }>;
}
interface CourseTypeNode extends Named {
  readonly isRetired: boolean;
  readonly organizations: readonly string[];
  readonly courseTypeEntitlementsByCourseTypeSlug: Nodes<{ readonly seatTypeBySeatTypeSlug: Named }>;
  readonly courseTypeRunTypesByCourseTypeSlug: Nodes<{
    readonly courseRunTypeByCourseRunTypeSlug: RunTypeNode;
  }>;
}

interface PostgraphileQuery {
  readonly query: string;
  /** Its variables, from those that the others get. */
  readonly variables: (variables: Readonly<Record<string, unknown>>) => object;
  /** Its answer in the form of the others' answers. */
  readonly asOurs: (data: never, variables: Readonly<Record<string, unknown>>) => unknown;
}

const keyIn = (cursor: unknown): string =>
  Buffer.from(String(cursor), 'base64url').toString().split(' ')[1] ?? '';

export const POSTGRAPHILE: Readonly<Record<string, PostgraphileQuery>> = {
  choices: {
    query: `{ allCourseTypes(condition: { isRetired: false }, orderBy: ID_ASC) { nodes { slug name isRetired organizations
      courseTypeEntitlementsByCourseTypeSlug(orderBy: POSITION_ASC) { nodes { seatTypeBySeatTypeSlug { slug name } } }
      courseTypeRunTypesByCourseTypeSlug(orderBy: POSITION_ASC) { nodes { courseRunTypeByCourseRunTypeSlug {
        slug name isMarketable courseRunTypeTracksByCourseRunTypeSlug(orderBy: POSITION_ASC) { nodes {
          trackTypeByTrackTypeSlug { slug name paidToPlatform paidToPartner
            modeByModeSlug { slug name isIdVerified isCreditEligible certificateType }
            seatTypeBySeatTypeSlug { slug name hasUpgradeDeadline } } } } } } } } } }`,
    variables: () => ({}),
    asOurs: ({ allCourseTypes }: { allCourseTypes: Nodes<CourseTypeNode> }, { organization }) => ({
      courseTypes: allCourseTypes.nodes
        .filter(
          ({ slug, organizations }) =>
            slug !== 'empty' && (!organizations.length || organizations.includes(String(organization))),
        )
        .map(({ slug, name, isRetired, ...type }) => ({
          ...{ slug, name, isRetired },
          entitlementTypes: type.courseTypeEntitlementsByCourseTypeSlug.nodes.map(
            (one) => one.seatTypeBySeatTypeSlug,
          ),
          courseRunTypes: type.courseTypeRunTypesByCourseTypeSlug.nodes.map(
            ({ courseRunTypeByCourseRunTypeSlug: run }) => ({
              ...{ slug: run.slug, name: run.name, isMarketable: run.isMarketable },
              trackTypes: run.courseRunTypeTracksByCourseRunTypeSlug.nodes.map(
                ({ trackTypeByTrackTypeSlug }) => {
                  const {
                    modeByModeSlug: mode,
                    seatTypeBySeatTypeSlug: seatType,
                    ...track
                  } = trackTypeByTrackTypeSlug;
                  return { ...track, mode, seatType };
                },
              ),
            }),
          ),
        })),
    }),
  },
  list: {
    query: `query($after: Cursor!) { allCourses(first: 50, after: $after, orderBy: KEY_ASC) { nodes { key uuid title
      organization version courseTypeByTypeSlug { slug name courseTypeEntitlementsByCourseTypeSlug(orderBy: POSITION_ASC) {
        nodes { seatTypeSlug } } } coursePricesByCourseId { nodes { seatTypeSlug amount } } } pageInfo { hasNextPage } } }`,
    // The number in a bench key is one less than the row's id.
    variables: ({ after }) => {
      const key = keyIn(after);
      const cursor = ['key_asc', [key, Number(key.split('+C')[1]) + 1]];
      return { after: Buffer.from(JSON.stringify(cursor)).toString('base64') };
    },
    asOurs: ({
      allCourses: { nodes, pageInfo },
    }: {
      allCourses: Nodes<CourseNode> & { pageInfo: object };
    }) => ({
      courses: {
        nodes: nodes.map(({ courseTypeByTypeSlug: type, coursePricesByCourseId: prices, ...course }) => ({
          ...course,
          type: { slug: type.slug, name: type.name },
          entitlements: type.courseTypeEntitlementsByCourseTypeSlug.nodes.map(({ seatTypeSlug: slug }) => ({
            seatType: { slug },
            price: {
              amount: prices.nodes.find(({ seatTypeSlug }) => seatTypeSlug === slug)?.amount ?? '0.00',
              currency: 'USD',
            },
          })),
        })),
        pageInfo: {
          ...pageInfo,
          endCursor: Buffer.from(`courses ${nodes.at(-1)?.key}`).toString('base64url'),
        },
      },
    }),
  },
};

interface CourseNode {
  readonly key: string;
  readonly courseTypeByTypeSlug: Named & {
    readonly courseTypeEntitlementsByCourseTypeSlug: Nodes<{ readonly seatTypeSlug: string }>;
  };
  readonly coursePricesByCourseId: Nodes<{ readonly seatTypeSlug: string; readonly amount: string }>;
}
