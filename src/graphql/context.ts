// Holds what all resolvers of one request share.
import type { OnDenied } from '../identity/permissions';
import { may } from '../identity/permissions';
import type { Catalogue } from '../model/catalogue';
import { foldKey } from '../model/keys';
import type { Viewer } from '../model/viewer';
import type { ChangeDeps } from '../changes/deps';
import { readUntil } from '../store/database';
import type { Database, End } from '../store/database';
import { createLoaders } from './loading/loaders';
import type { Loaders } from './loading/loaders';

export interface Context {
  readonly viewer: Viewer;
  readonly deps: ChangeDeps;
  /** Returns the newest catalogue snapshot in this process. */
  readonly catalogue: () => Catalogue;
  /** Case-folded organizations whose courses the viewer may read; null: all. */
  readonly readable: readonly string[] | null;
  readonly loaders: Loaders;
  /** Called for each denial. */
  readonly onDenied: OnDenied;
  readonly ended?: End;
  /** Whether `deps.database` is a replica, which is read-only and may lag. */
  readonly isReplica: boolean;
  /** The database for changes, wherever reads go. */
  readonly primary: Database;
  /** Sends all further reads to that replica. */
  readonly readFrom: (replica: Database) => void;
}

interface ContextOptions {
  readonly onDenied?: OnDenied;
  /** Once aborted, the request loads and changes nothing more. */
  readonly ended?: End;
}

/** Parts that are created on first use, because many requests need none of them. */
interface LazyParts {
  replica?: Database;
  deps?: ChangeDeps;
  readable?: readonly string[] | null;
  loaders?: Loaders;
}

const ignoreDenial: OnDenied = () => undefined;

class RequestContext implements Context {
  // Apollo Server copies the context before it hands it out; all copies share this object.
  readonly made: LazyParts = {};
  readonly onDenied: OnDenied;
  readonly ended: End | undefined;

  constructor(
    readonly given: ChangeDeps,
    readonly viewer: Viewer,
    { onDenied = ignoreDenial, ended }: ContextOptions,
  ) {
    this.onDenied = onDenied;
    this.ended = ended;
  }

  get deps(): ChangeDeps {
    const { given, ended, made } = this;
    if (!ended && !made.replica) return given;
    const { replica: database = given.database } = made;
    return (made.deps ??= { ...given, database: ended ? readUntil(ended, database) : database });
  }

  get catalogue(): () => Catalogue {
    return this.given.catalogue.current;
  }

  get readable(): readonly string[] | null {
    const { made, viewer } = this;
    return made.readable === undefined ? (made.readable = readableOrganizations(viewer)) : made.readable;
  }

  get loaders(): Loaders {
    return (this.made.loaders ??= createLoaders(this.deps, this.readable));
  }

  get isReplica(): boolean {
    return this.made.replica !== undefined;
  }

  get primary(): Database {
    return this.given.database;
  }

  readFrom(replica: Database): void {
    Object.assign(this.made, { replica, deps: undefined, loaders: undefined });
  }
}

/** Creates the context of one request. */
export const createContext = (deps: ChangeDeps, viewer: Viewer, surroundings: ContextOptions = {}): Context =>
  new RequestContext(deps, viewer, surroundings);

function readableOrganizations(viewer: Viewer): readonly string[] | null {
  if (may(viewer, 'readCourse', null)) return null;
  const organizations = viewer.memberships.map((membership) => membership.organization);
  return organizations.filter((organization) => may(viewer, 'readCourse', organization)).map(foldKey);
}
