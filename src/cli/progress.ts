// How far a long command has come, on stderr: a bar with rate and time left on a terminal, elsewhere a line now and then.
// Results go to stdout.

export interface Progress {
  /** Told after each step; `total` where it is known better by now. */
  readonly step: (done: number, remark: string, total?: number) => void;
  /** Prints a result without spoiling the bar. */
  readonly say: (line: string) => void;
}

const WIDTH = 30;
const CLEARED = '\r\x1b[K';

/** Of `total` steps. Colours only where the terminal wants them: NO_COLOR switches them off. */
export function createProgress(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  const [on, off] = stream.isTTY && stream.hasColors() ? ['\x1b[32m', '\x1b[39m'] : ['', ''];
  const began = performance.now();
  let tenths = 0;
  return {
    step: (done, remark, of = total) => {
      const part = of === 0 ? 1 : Math.min(1, done / of);
      const filled = Math.round(WIDTH * part);
      const bar = `${on}${'█'.repeat(filled)}${off}${'░'.repeat(WIDTH - filled)}`;
      const isLast = done === of;
      const counted = `${done}/${of} ${remark}`;
      const seconds = (performance.now() - began) / 1_000;
      const pace = `${Math.round(done / seconds)}/s, ${clockOf((seconds * (1 - part)) / part)} left`;
      if (stream.isTTY) stream.write(`${CLEARED}${bar} ${counted}, ${pace}${isLast ? '\n' : ''}`);
      else if (Math.floor(part * 10) > tenths || isLast) stream.write(`${counted}\n`);
      tenths = Math.max(tenths, Math.floor(part * 10));
    },
    say: (line) => {
      if (stream.isTTY) stream.write(CLEARED);
      console.log(line);
    },
  };
}

/** As m:ss, or h:mm:ss. */
function clockOf(seconds: number): string {
  const [hours, minutes, rest] = [3_600, 60, 1].map(
    (unit) => Math.floor(seconds / unit) % (unit === 3_600 ? 1_000 : 60),
  );
  const two = (number = 0) => String(number).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
