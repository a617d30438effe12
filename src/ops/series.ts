// Describes our metrics to prom-client.
import type { Registry } from 'prom-client';

/** Returns a metric's configuration, from its name and labels as written in queries. */
export function described(registry: Registry, series: string, help: string) {
  const [name = '', labels] = series.split(/[{}]/);
  return { registers: [registry], name: `track_types_${name}`, help, labelNames: labels?.split(',') ?? [] };
}
