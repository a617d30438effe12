// What every resolver of one request shares.
import type { OnDenied } from '../identity/denials';
import { may } from '../identity/permissions';
import type { Catalogue } from '../model/catalogue';
import type { Viewer } from '../model/viewer';
import type { ChangeDeps } from '../changes/deps';
import { readUntil } from '../store/database';
import type { End } from '../store/database';
import { createLoaders } from './loading/loaders';
import type { Loaders } from './loading/loaders';

// Apollo Server copies the context before it hands it out: what changes during a request is a function here.
export interface Context {
  readonly viewer: Viewer;
  readonly deps: ChangeDeps;
  /** The newest snapshot that this process knows. */
  readonly catalogue: () => Catalogue;
  /** Organizations whose courses the viewer may read; null: all. */
  readonly readable: readonly string[] | null;
  readonly loaders: Loaders;
  /** To be told of what the viewer is denied. */
  readonly onDenied: OnDenied;
  readonly ended?: End;
  /** Whether deps.database is a replica, which is read only and may lag. */
  readonly isReplica?: boolean;
}

interface Surroundings {
  readonly onDenied?: OnDenied;
  /** Once aborted, nothing more is loaded or changed for the request. */
  readonly ended?: End;
}

/** The context of one request of that viewer. */
export function createContext(
  deps: ChangeDeps,
  viewer: Viewer,
  { onDenied = () => undefined, ended }: Surroundings = {},
): Context {
  const readable = readableOrganizations(viewer);
  const reading = ended ? { ...deps, database: readUntil(ended, deps.database) } : deps;
  return {
    viewer,
    deps: reading,
    catalogue: () => deps.catalogue.current(),
    readable,
    loaders: createLoaders(reading, readable),
    onDenied,
    ended,
  };
}

function readableOrganizations(viewer: Viewer): readonly string[] | null {
  if (may(viewer, 'readCourse', null)) return null;
  const organizations = viewer.memberships.map((membership) => membership.organization);
  return organizations.filter((organization) => may(viewer, 'readCourse', organization));
}
