// How far a long command has come, on stderr: a bar on a terminal, elsewhere a line now and then. Results go to stdout.

export interface Progress {
  /** Told after each step. */
  readonly step: (done: number, remark: string) => void;
  /** Prints a result without spoiling the bar. */
  readonly say: (line: string) => void;
}

const WIDTH = 30;
const CLEARED = '\r\x1b[K';

/** Of `total` steps. Colours only where the terminal wants them: NO_COLOR switches them off. */
export function createProgress(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  const every = Math.max(1, Math.ceil(total / 10));
  let last = 0;
  const [on, off] = stream.isTTY && stream.hasColors() ? ['\x1b[32m', '\x1b[39m'] : ['', ''];
  return {
    step: (done, remark) => {
      const isDue = Math.floor(done / every) > Math.floor(last / every);
      last = done;
      const filled = Math.round(WIDTH * Math.min(1, done / total));
      const bar = `${on}${'█'.repeat(filled)}${off}${'░'.repeat(WIDTH - filled)}`;
      const isLast = done === total;
      const counted = `${done}/${total} ${remark}`;
      if (stream.isTTY) stream.write(`${CLEARED}${bar} ${counted}${isLast ? '\n' : ''}`);
      else if (isDue || isLast) stream.write(`${counted}\n`);
    },
    say: (line) => {
      if (stream.isTTY) stream.write(CLEARED);
      console.log(line);
    },
  };
}
