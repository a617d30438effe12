// Two subgraphs that other teams could have: a course catalogue with marketing fields, and enrollments. Both have their
// own lists that lead to our entities, and compute fields from ours.
import { startSubgraph } from './subgraph';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@external", "@requires"])`;

type Representation<T> = { readonly __typename: string } & T;

/** What the catalogue lists, by course key; title and dates equal those of our runs. */
export interface CatalogueData {
  readonly featured: readonly string[];
  readonly courseTitle: string;
  readonly run: { readonly title: string; readonly start: string; readonly end: string };
}

/** The catalogue, on a free port. */
export const startCatalogue = (data: CatalogueData) =>
  startSubgraph('catalogue', {
    typeDefs: `${LINK}
      scalar DateTime
      type Query { featuredCourses: [Course] }
      type Course @key(fields: "key") {
        key: ID!
        title: String! @shareable
        shortDescription: String
        type: CourseType! @external
        version: Int! @external
        "Of the type's name, which is ours."
        blurb: String @requires(fields: "type { name } version")
      }
      type CourseType @key(fields: "slug", resolvable: false) { slug: String!  name: String! @external }
      type CourseRun @key(fields: "key") {
        key: ID!
        title: String! @shareable
        start: DateTime @shareable
        end: DateTime @shareable
        marketingUrl: String
        paidToPartner: Boolean! @external
        callToAction: String @requires(fields: "paidToPartner")
      }
      type TrackType @key(fields: "slug") {
        slug: String!
        badge: String @requires(fields: "name seatType { slug }")
        name: String! @external
        seatType: SeatType @external
      }
      type SeatType @key(fields: "slug") { slug: String! }`,
    resolvers: {
      Query: { featuredCourses: () => data.featured.map((key) => ({ key })) },
      Course: {
        __resolveReference: (course: object) => course,
        title: () => data.courseTitle,
        shortDescription: ({ key }: { key: string }) => `All about ${key}`,
        blurb: ({ type, version }: Representation<{ type: { name: string }; version: number }>) =>
          `${type.name}, edition ${version}`,
      },
      CourseRun: {
        __resolveReference: (run: object) => run,
        title: () => data.run.title,
        start: () => data.run.start,
        end: () => data.run.end,
        marketingUrl: ({ key }: { key: string }) => `https://catalogue.example/${key}`,
        callToAction: ({ paidToPartner }: { paidToPartner: boolean }) =>
          paidToPartner ? 'Apply' : 'Enroll now',
      },
      TrackType: {
        __resolveReference: (track: object) => track,
        badge: ({ name, seatType }: { name: string; seatType: { slug: string } | null }) =>
          `${name}${seatType ? '' : ' (not sold here)'}`,
      },
      SeatType: { __resolveReference: (seatType: object) => seatType },
    },
  });

export interface Enrollment {
  readonly username: string;
  /** The run's UUID. */
  readonly run: string;
  readonly track: string;
}

/** The enrollments, on a free port. */
export const startEnrollments = (enrollments: readonly Enrollment[]) =>
  startSubgraph('enrollments', {
    typeDefs: `${LINK}
      scalar UUID
      scalar Decimal
      type Query { enrollments(username: String!): [Enrollment!] }
      type Enrollment { username: String!  courseRun: CourseRun  trackType: TrackType }
      type CourseRun @key(fields: "uuid") {
        uuid: UUID!
        enrollmentCount: Int!
        seats: [Seat!]! @external
        "Of the prices of its seats, which are ours."
        revenue: Float @requires(fields: "seats { price { amount } trackType { slug } }")
      }
      type Seat { price: Money @external  trackType: TrackType! @external }
      type Money @shareable { amount: Decimal!  currency: String! }
      type TrackType @key(fields: "slug") { slug: String!  enrollmentCount: Int! }`,
    resolvers: {
      Query: {
        enrollments: (_: unknown, { username }: { username: string }) =>
          enrollments.filter((enrollment) => enrollment.username === username),
      },
      Enrollment: {
        courseRun: ({ run }: Enrollment) => ({ uuid: run }),
        trackType: ({ track }: Enrollment) => ({ slug: track }),
      },
      CourseRun: {
        __resolveReference: (run: object) => run,
        enrollmentCount: ({ uuid }: { uuid: string }) => enrollments.filter(({ run }) => run === uuid).length,
        revenue: ({ uuid, seats }: { uuid: string; seats: Seat[] }) =>
          enrollments
            .filter(({ run }) => run === uuid)
            .map(({ track }) =>
              Number(seats.find((seat) => seat.trackType.slug === track)?.price.amount ?? 0),
            )
            .reduce((sum, price) => sum + price, 0),
      },
      TrackType: {
        __resolveReference: (track: object) => track,
        enrollmentCount: ({ slug }: { slug: string }) =>
          enrollments.filter(({ track }) => track === slug).length,
      },
    },
  });

interface Seat {
  readonly price: { readonly amount: string };
  readonly trackType: { readonly slug: string };
}
