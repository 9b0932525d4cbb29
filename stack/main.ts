/** `npm start`: runs the stack until Ctrl-C, or until a part of it dies. `--help` lists the options. */
import { MachineError } from '../machine/error.js';
import { RoutingError } from '../routing/error.ts';
import { banner } from './banner.ts';
import { StackError } from './error.ts';
import { HELP, readArguments } from './options.ts';
import { startStack } from './stack.ts';

/** 128 + SIGINT, as shells have it. */
const EXIT_KILLED = 130;

/** One Ctrl-C arrives twice under npm: from the terminal, and passed on by npm itself. */
const SAME_KEYSTROKE_MS = 300;

const abort = new AbortController();

let asked = 0;

/** The first signal stops everything in order; the second ends it at once, and `machine/processes.js` kills the children. */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (abort.signal.aborted) {
      if (performance.now() - asked > SAME_KEYSTROKE_MS) process.exit(EXIT_KILLED);
      return;
    }
    asked = performance.now();
    console.log('\nStopping; press Ctrl-C again to end at once.');
    abort.abort(new StackError('stopped', 'Stopped.', ''));
  });
}

async function run(): Promise<void> {
  const args = readArguments(process.argv.slice(2), process.env);
  if (args.help) {
    console.log(HELP);
    return;
  }
  const { options } = args;
  const say = (line: string) => console.log(line);
  const stack = await startStack({ ...options, say, signal: abort.signal });
  console.log(banner(stack, options));
  const interrupted = new Promise<undefined>((resolve) => {
    abort.signal.addEventListener('abort', () => resolve(undefined));
    if (abort.signal.aborted) resolve(undefined);
  });
  const death = await Promise.race([stack.died, interrupted]);
  await stack.stop();
  if (death) throw death;
}

function explain(error: unknown): void {
  if (error instanceof StackError && error.code === 'stopped') return;
  process.exitCode = 1;
  if (error instanceof MachineError) {
    console.error(error.explain('stack'));
  } else if (error instanceof RoutingError) {
    console.error(`stack: ${error.message}\n  ${error.hint}`);
  } else {
    console.error(`stack: ${error}\n  This is a defect: please report it.`);
  }
}

run()
  .catch(explain)
  .finally(() => process.exit());
