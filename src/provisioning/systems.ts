// The table of systems. An adapter is a folder whose entry exports a factory for each system that it supports; only
// those that the settings choose are created.
import { graphql } from './graphql';
import type { Account } from '../store/systems';
import { createBudget, UNLIMITED } from './pace/budget';
import { rest } from './rest';
import { createTokens } from './rest/tokens';
import type { OauthOptions, Tokens } from './rest/tokens';
import type { AdapterOptions, Ecommerce, Lms, Systems } from './target';
import { woocommerce } from './woocommerce';

/** Creates one system. Sends nothing until it is asked to. */
type Adapter<System> = (options: AdapterOptions) => System;

/** Every protocol for each system. A new one needs a row here, its folder, its settings and a line in the docs. */
export const ADAPTERS = {
  ECOMMERCE: { graphql: graphql.ECOMMERCE, rest: rest.ECOMMERCE, woocommerce: woocommerce.ECOMMERCE },
  LMS: { graphql: graphql.LMS, rest: rest.LMS },
} satisfies {
  readonly ECOMMERCE: Readonly<Record<string, Adapter<Ecommerce>>>;
  readonly LMS: Readonly<Record<string, Adapter<Lms>>>;
};

/** The protocol of each system; `none` if there is no such system. */
export interface Protocols {
  readonly ECOMMERCE: keyof (typeof ADAPTERS)['ECOMMERCE'] | 'none';
  readonly LMS: keyof (typeof ADAPTERS)['LMS'];
}

export interface SystemsOptions extends Omit<AdapterOptions, 'url' | 'lms' | 'login' | 'budget'> {
  /** Open edX's client credentials, for adapters that log in. */
  readonly oauth: Omit<OauthOptions, 'clock' | 'deadlineMs'>;
  readonly protocols: Protocols;
  readonly urls: Readonly<Record<keyof Protocols, string>>;
  /** The account that counts the requests to a system; left out: they are not counted. */
  readonly accountOf?: (target: keyof Protocols) => Account;
  /** Null, or left out: no limit. */
  readonly requestsPerMinute?: Readonly<Record<keyof Protocols, number | null>>;
}

/** The systems of the installation, each in its protocol. `close` ends what is under way. */
export function createSystems({ protocols, urls, oauth, accountOf, ...given }: SystemsOptions) {
  let tokens: Tokens | undefined;
  const login = () => (tokens ??= createTokens({ ...given, ...oauth }));
  const optionsOf = (target: keyof Protocols) => ({
    ...{ ...given, login, url: urls[target] },
    budget: accountOf
      ? createBudget(accountOf(target), {
          perMinute: given.requestsPerMinute?.[target] ?? null,
          clock: given.clock,
        })
      : UNLIMITED,
  });
  const lms = optionsOf('LMS');
  const options = { ...optionsOf('ECOMMERCE'), lms: protocols.LMS === 'rest' ? lms : null };
  const { ECOMMERCE, LMS } = ADAPTERS;
  const ecommerce = protocols.ECOMMERCE;
  const systems: Systems = {
    ECOMMERCE: ecommerce === 'none' ? null : ECOMMERCE[ecommerce](options),
    LMS: LMS[protocols.LMS](lms),
  };
  const close = () => Promise.all([systems.ECOMMERCE?.close(), systems.LMS.close(), tokens?.close()]);
  return { ...systems, protocols, close };
}
