// Who asks, found out as the settings say.
import { tokensOf } from '../config';
import { createAuthenticate } from '../identity/authenticate';
import type { Authenticate } from '../identity/authenticate';
import { DEVELOPER } from '../identity/permissions';
import { createVerifyToken } from '../identity/tokens';
import type { Log } from '../ops/log';
import type { Database } from '../store/database';
import { findRolesOf } from '../store/memberships';
import type { AppOptions } from './options';

/** Tells by the headers of any request who sent it. */
export function authenticationOf(
  { config, clock, authenticate }: AppOptions,
  { database, log }: { readonly database: Database; readonly log: Log },
): Authenticate {
  if (authenticate) return authenticate;
  if (config.AUTH === 'off') return async () => DEVELOPER;
  const { cookies, ...tokens } = tokensOf(config);
  const onError = (error: unknown) => log.error({ error }, 'The keys of the LMS could not be fetched.');
  const verify = createVerifyToken({ ...tokens, clock, onError });
  return createAuthenticate({ verify, cookies, rolesOf: (username) => findRolesOf(database, username) });
}
