/** Says what runs while nothing else is printed: a line that renews itself on a terminal, a line now and then elsewhere. */

/** How often a log gets a line, in milliseconds. */
const LOG_MS = 20_000;

/** How often a terminal's line is renewed, in milliseconds. */
const TERMINAL_MS = 1000;

export interface Progress {
  /** Prints lines that stay. */
  print: (lines: string) => void;
  stop: () => void;
}

/** @param state one line that says what runs; empty when there is nothing to say */
export function startProgress(state: () => string, output: NodeJS.WriteStream = process.stdout): Progress {
  const clear = (): void => {
    if (output.isTTY) output.write('\r\x1b[K');
  };
  const show = (): void => {
    const line = state();
    if (line === '') return;
    output.write(output.isTTY ? `\r\x1b[K${line.slice(0, output.columns - 1)}` : `${line}\n`);
  };
  const timer = setInterval(show, output.isTTY ? TERMINAL_MS : LOG_MS);
  return {
    print: (lines) => {
      clear();
      output.write(`${lines}\n`);
      if (output.isTTY) show();
    },
    stop: () => {
      clearInterval(timer);
      clear();
    },
  };
}
