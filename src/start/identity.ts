// Decides who may get in, as configured, and reports refusals.
import type { IncomingHttpHeaders } from 'node:http';
import { tokensOf } from '../settings/config';
import { requestIdIn } from '../graphql/http/observe';
import { createAuthenticate, createGatewayCheck } from '../identity/authenticate';
import type { Authenticate } from '../identity/authenticate';
import type { Denial, OnDenied } from '../identity/permissions';
import { DEVELOPER } from '../identity/permissions';
import { createVerifyToken } from '../identity/tokens';
import { Fault } from '../model/faults';
import type { Log } from '../ops/log';
import type { Database } from '../store/database';
import { findRolesOf } from '../store/memberships';
import type { AppOptions } from './options';

interface AdmissionParts {
  readonly database: Database;
  readonly log: Log;
  /** Counts refusals. */
  readonly denied: OnDenied;
}

export interface Admission {
  /** Identifies the sender of a request by its headers. */
  readonly authenticate: Authenticate;
  /** Whether a request comes through the gateway; undefined if it need not. */
  readonly admits: ((headers: IncomingHttpHeaders) => boolean) | undefined;
  readonly onDenied: (denial: Denial, headers: IncomingHttpHeaders) => void;
}

/** How requests get in. A refusal is logged with its caller, and counted. */
export function admissionOf(options: AppOptions, { database, log, denied }: AdmissionParts): Admission {
  const { ROUTER_SECRETS } = options.config;
  const onDenied: Admission['onDenied'] = (denial, headers) => {
    log.warn({ ...denial, requestId: requestIdIn(headers) }, 'Somebody was refused.');
    denied(denial);
  };
  const isGateway = ROUTER_SECRETS && createGatewayCheck(ROUTER_SECRETS);
  const nobody = { actor: null, organization: null };
  const authenticate = authenticationOf(options, database, log);
  return {
    authenticate: Object.assign(
      async (headers: IncomingHttpHeaders) => {
        try {
          return await authenticate(headers);
        } catch (error) {
          if (error instanceof Fault) {
            const { code, message: reason } = error;
            onDenied({ ...nobody, code, operation: 'authenticate', reason }, headers);
          }
          throw error;
        }
      },
      { recognize: authenticate.recognize },
    ),
    admits:
      isGateway &&
      ((headers) => {
        const isAdmitted = isGateway(headers);
        const reason = 'It did not come through the gateway.';
        if (!isAdmitted)
          onDenied({ ...nobody, code: 'UNAUTHENTICATED', operation: 'gateway', reason }, headers);
        return isAdmitted;
      }),
    onDenied,
  };
}

function authenticationOf(options: AppOptions, database: Database, log: Log): Authenticate {
  const { config, clock, authenticate } = options;
  if (authenticate) return authenticate;
  if (config.AUTH === 'off')
    return Object.assign(async () => DEVELOPER, { recognize: () => DEVELOPER.username });
  const { cookies, ...tokens } = tokensOf(config);
  const onError = (error: unknown) => log.error({ error }, 'The keys of the LMS could not be fetched.');
  const verify = createVerifyToken({ ...tokens, clock, onError });
  return createAuthenticate({ verify, cookies, rolesOf: (username) => findRolesOf(database, username) });
}
