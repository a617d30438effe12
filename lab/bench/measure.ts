// A closed loop of requests over keep-alive connections, and its measurements.
import { Pool } from 'undici';

export interface Seen {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

export interface Request {
  readonly path: string;
  readonly body: string;
  /** Called with the answer; throws if it is not as expected. Left out: only the status is checked. */
  readonly onAnswer?: (text: string) => void;
  /** Its time does not count. */
  readonly isAside?: true;
}

/** Sends what `next` returns for each connection until the time is up. Throws for an invalid answer. */
export async function measure(
  url: string,
  next: (connection: number) => Request,
  {
    connections,
    ms,
    headers,
  }: {
    readonly connections: number;
    readonly ms: number;
    readonly headers: Readonly<Record<string, string>>;
  },
): Promise<Seen> {
  const pool = new Pool(new URL(url).origin, { connections, pipelining: 1 });
  const taken: number[] = [];
  const began = performance.now();
  const end = began + ms;
  const loop = async (connection: number): Promise<void> => {
    while (performance.now() < end) {
      const { path, body, onAnswer, isAside } = next(connection);
      const sent = performance.now();
      const answer = await pool.request({
        path,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      const text = onAnswer ? await answer.body.text() : void (await answer.body.dump({ limit: 64 << 20 }));
      if (!isAside) taken.push(performance.now() - sent);
      if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${text}`);
      onAnswer?.(text ?? '');
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, (_, connection) => loop(connection)));
    const seconds = (performance.now() - began) / 1_000;
    taken.sort((left, right) => left - right);
    const at = (share: number): number =>
      taken[Math.min(taken.length - 1, Math.floor(share * taken.length))] ?? NaN;
    return { requestsPerSecond: taken.length / seconds, p50: at(0.5), p99: at(0.99) };
  } finally {
    await pool.close();
  }
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};
