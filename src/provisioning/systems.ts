// The table of systems. An adapter is a folder whose entry has a maker for each system that it can speak to; only the one
// that the settings choose is made.
import { graphql } from './graphql';
import { rest } from './rest';
import { createTokens } from './rest/tokens';
import type { OauthOptions, Tokens } from './rest/tokens';
import type { AdapterOptions, Ecommerce, Lms, Systems } from './target';
import { woocommerce } from './woocommerce';

/** Makes one system. Sends nothing before somebody asks for it. */
type Adapter<System> = (options: AdapterOptions) => System;

/** Every way to speak to a system. A new one is a row here, its folder, its settings and a line in the docs. */
export const ADAPTERS = {
  ECOMMERCE: { graphql: graphql.ECOMMERCE, rest: rest.ECOMMERCE, woocommerce: woocommerce.ECOMMERCE },
  LMS: { graphql: graphql.LMS, rest: rest.LMS },
} satisfies {
  readonly ECOMMERCE: Readonly<Record<string, Adapter<Ecommerce>>>;
  readonly LMS: Readonly<Record<string, Adapter<Lms>>>;
};

/** How each system is spoken to; `none` where there is no such system. */
export interface Protocols {
  readonly ECOMMERCE: keyof (typeof ADAPTERS)['ECOMMERCE'] | 'none';
  readonly LMS: keyof (typeof ADAPTERS)['LMS'];
}

export interface SystemsOptions extends Omit<AdapterOptions, 'url' | 'lmsUrl' | 'login'> {
  /** Open edX's client credentials, for those that log in. */
  readonly oauth: Omit<OauthOptions, 'clock' | 'deadlineMs'>;
  readonly protocols: Protocols;
  readonly urls: Readonly<Record<keyof Protocols, string>>;
}

/** The systems of the installation, each in its protocol. `close` ends what is under way. */
export function createSystems({ protocols, urls, oauth, ...given }: SystemsOptions) {
  let tokens: Tokens | undefined;
  const login = () => (tokens ??= createTokens({ ...given, ...oauth }));
  const options = { ...given, lmsUrl: protocols.LMS === 'rest' ? urls.LMS : null, login };
  const { ECOMMERCE, LMS } = ADAPTERS;
  const ecommerce = protocols.ECOMMERCE;
  const systems: Systems = {
    ECOMMERCE: ecommerce === 'none' ? null : ECOMMERCE[ecommerce]({ ...options, url: urls.ECOMMERCE }),
    LMS: LMS[protocols.LMS]({ ...options, url: urls.LMS }),
  };
  const close = () => Promise.all([systems.ECOMMERCE?.close(), systems.LMS.close(), tokens?.close()]);
  return { ...systems, protocols, close };
}
