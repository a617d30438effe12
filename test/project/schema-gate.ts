// Compares a schema with the released one: anything that would break a client or a gateway is refused, unless the
// changelog announces it.
import { CriticalityLevel, diff, type Change } from '@graphql-inspector/core';
import { buildSchema, Kind, parse, type GraphQLSchema } from 'graphql';

/** Losing these breaks gateways and subgraphs that extend ours; gaining the next one breaks clients. */
const NEEDED = /\.@(key|shareable)$/;
const HIDING = /\.@inaccessible$/;

/** Every breaking change between two printed schemas that is not announced, as its path and message. */
export async function unannouncedChanges(
  released: string,
  current: string,
  changelog: string,
): Promise<string[]> {
  const changes = await diff(readSubgraph(released), readSubgraph(current));
  const announced = announcedPaths(changelog);
  return changes
    .filter((change) => isBreaking(change) && !announced.has(change.path ?? ''))
    .map(({ path, message }) => `${path}: ${message}`);
}

/** The schema of a printed subgraph, where extensions alone may form a type: the library skips such types. */
export function readSubgraph(sdl: string): GraphQLSchema {
  const { definitions } = parse(sdl);
  const namesOf = (kind: Kind) =>
    definitions.flatMap((node) =>
      node.kind === kind && 'name' in node && node.name ? [node.name.value] : [],
    );
  const defined = new Set(namesOf(Kind.OBJECT_TYPE_DEFINITION));
  const missing = new Set(namesOf(Kind.OBJECT_TYPE_EXTENSION).filter((name) => !defined.has(name)));
  const types = [...missing].map((name) => `type ${name}`);
  return buildSchema([sdl, ...types].join('\n'), { assumeValidSDL: true, assumeValid: true });
}

function isBreaking({ criticality, type, path = '' }: Change): boolean {
  if (criticality.level === CriticalityLevel.Breaking) return true;
  return type.endsWith('_REMOVED') ? NEEDED.test(path) : type.endsWith('_ADDED') && HIDING.test(path);
}

/** The names in backquotes under "Breaking" in "Unreleased" of the changelog. */
function announcedPaths(changelog: string): ReadonlySet<string> {
  const [, unreleased = ''] = /^## Unreleased$(.*?)(?=^## |$(?![^]))/ms.exec(changelog) ?? [];
  const [, breaking = ''] = /^### Breaking$(.*?)(?=^### |$(?![^]))/ms.exec(unreleased) ?? [];
  return new Set([...breaking.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path));
}
