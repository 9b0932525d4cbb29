/** Starts the health service from the environment. `--help` lists the variables. */
import path from 'node:path';
import { ConfigError, misspelledIn, readConfig } from './config.ts';
import { ListenError } from './http/listen.ts';
import { createLogger, describeError } from './log.ts';
import { type Service, startService } from './service.ts';
import { helpText } from './settings.ts';

const EXIT_FAILED = 1;
const EXIT_BAD_CONFIGURATION = 2;

async function run(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLogger(config.logLevel);
  for (const { name, meant } of misspelledIn(process.env)) {
    log.warn({ event: 'unread_variable', name, meant }, `${name} isn't read: did you mean ${meant}?`);
  }
  const service = await startService(config, log);
  const { port, metricsPort } = service;
  const { host } = config.listen;
  // Anything else that goes wrong is a defect: it is written down without what it quotes, and the platform restarts us.
  process.on('uncaughtException', (error) => {
    log.fatal({ event: 'crashed', ...describeError(error) }, 'crashed');
    process.exit(EXIT_FAILED);
  });
  process.on('SIGTERM', () => end(service, config.drain.delayMs));
  // At a terminal nobody routes requests here, so there is nothing to wait for.
  process.on('SIGINT', () => end(service, 0));
  log.info(
    { event: 'listening', host, port, ...(metricsPort !== undefined && { metricsPort }) },
    'listening',
  );

  let ending = false;
  async function end(running: Service, delayMs: number): Promise<void> {
    if (ending) process.exit(0);
    ending = true;
    log.info({ event: 'draining', delayMs }, 'draining');
    await running.drain(delayMs);
    log.info({ event: 'stopped' }, 'stopped');
    process.exit(0);
  }
}

function explain(error: unknown): number {
  if (error instanceof ConfigError) {
    console.error(`${error.message}\n${error.hint}`);
    return EXIT_BAD_CONFIGURATION;
  }
  if (error instanceof ListenError) {
    console.error(`${error.message}\n${error.hint}`);
    return error.isBadAddress ? EXIT_BAD_CONFIGURATION : EXIT_FAILED;
  }
  const { kind, at } = describeError(error);
  console.error(
    `The health service failed to start: ${kind} ${at ?? ''}\nThis is a defect: please report it.`,
  );
  return EXIT_FAILED;
}

// Node would open its debugger on this signal, to anybody on the machine.
process.on('SIGUSR1', () => {});

const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) {
  console.log(helpText(path.basename(process.argv[1] ?? 'main.ts')));
} else if (args.length > 0) {
  console.error(`Unknown argument ${args[0]}. The service is configured by its environment: see --help.`);
  process.exitCode = EXIT_BAD_CONFIGURATION;
} else {
  run().catch((error) => {
    process.exit(explain(error));
  });
}
