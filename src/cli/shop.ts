// shop plan and shop confirm: nothing is sent to a new shop until somebody has seen the plan and confirmed it.
import type { Config } from '../settings/config';
import { previewProducts } from '../changes/preview-products';
import type { ProductChange } from '../provisioning/target';
import { leftOutOf } from '../model/policy';
import { UNCONFIRMED } from '../provisioning/woocommerce/checks';
import { confirmSystem } from '../store/systems';
import { findSoldRuns } from '../store/courses/due-runs';
import type { Cli, Outcome } from './command';
import { urlsOf, withDeps } from './database';

/** The shop's URL. Throws if the installation does not sell through a shop. */
function shopOf(config: Config): string {
  const { ECOMMERCE_PROTOCOL } = config;
  if (ECOMMERCE_PROTOCOL === 'woocommerce') return urlsOf(config).ECOMMERCE;
  throw new Error(`There is no shop: ECOMMERCE_PROTOCOL is ${ECOMMERCE_PROTOCOL}; set it to woocommerce.`);
}

/** Prints, run by run, what the shop would get, with totals; changes nothing. */
export const shopPlanCommand = async (cli: Cli): Promise<Outcome> => {
  shopOf(cli.config);
  return withDeps(cli.config, async (deps) => {
    const totals: Record<string, number> = {};
    const tally = (key: string, all: readonly ProductChange[]) => {
      for (const one of all) {
        totals[one.action] = (totals[one.action] ?? 0) + 1;
        if (one.action !== 'keep' || one.says) cli.say(`${key} ${lineOf(one)}`);
      }
    };
    for await (const keys of findSoldRuns(deps.database, { after: '', courseKey: null }))
      for (const key of keys) tally(key, (await previewProducts(deps, key)) ?? []);
    const counts = Object.entries(totals).map(([action, count]) => `${count} to ${action}`);
    cli.say(`${counts.join(', ') || 'Nothing is sold'}. ${leftOutOf(deps.policy)}`);
    return { code: 0, result: totals };
  });
};

const lineOf = ({ seatType, action, sku, from, to, says }: ProductChange): string =>
  [`${seatType}: ${action}`, sku, from === to ? to : `${from ?? 'no price'} -> ${to ?? 'not for sale'}`, says]
    .filter(Boolean)
    .join(' ');

/** Lets deliveries to the shop at ECOMMERCE_URL begin. */
export const shopConfirmCommand = async (cli: Cli): Promise<Outcome> => {
  const url = shopOf(cli.config);
  return withDeps(cli.config, async ({ database }) => {
    await confirmSystem(database, url, UNCONFIRMED);
    cli.say(`Deliveries to ${url} start now.`);
    return { code: 0, result: { url } };
  });
};
