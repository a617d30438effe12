// How a metric of ours is described to prom-client.
import type { Registry } from 'prom-client';

/** What a metric is made with, from its name and labels as a query has them. */
export function described(registry: Registry, series: string, help: string) {
  const [name = '', labels] = series.split(/[{}]/);
  return { registers: [registry], name: `track_types_${name}`, help, labelNames: labels?.split(',') ?? [] };
}
