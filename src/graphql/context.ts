// What every resolver of one request shares.
import type { OnDenied } from '../identity/denials';
import { may } from '../identity/permissions';
import type { Catalogue } from '../model/catalogue';
import type { Viewer } from '../model/viewer';
import type { ChangeDeps } from '../changes/deps';
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
}

/** The context of one request of that viewer. */
export function createContext(
  deps: ChangeDeps,
  viewer: Viewer,
  onDenied: OnDenied = () => undefined,
): Context {
  const readable = readableOrganizations(viewer);
  return {
    viewer,
    deps,
    catalogue: () => deps.catalogue.current(),
    readable,
    loaders: createLoaders(deps, readable),
    onDenied,
  };
}

function readableOrganizations(viewer: Viewer): readonly string[] | null {
  if (may(viewer, 'readCourse', null)) return null;
  const organizations = viewer.memberships.map((membership) => membership.organization);
  return organizations.filter((organization) => may(viewer, 'readCourse', organization));
}
