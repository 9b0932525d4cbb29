/** Prometheus, Alertmanager and the blackbox exporter on loopback, configured by the files of infra/prometheus/. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { commandOf, debianProgram } from '../../machine/debian.ts';
import { childEnvironment } from '../../machine/environment.ts';
import { ROOT } from '../../machine/paths.js';
import { freePort, LOOPBACK } from '../../machine/ports.ts';
import { type Child, startChild } from '../../machine/processes.js';
import { untilReady } from '../../machine/ready.ts';

const PROGRAMS = {
  prometheus: { names: ['prometheus'], package: 'prometheus' },
  alertmanager: { names: ['alertmanager', 'prometheus-alertmanager'], package: 'prometheus-alertmanager' },
  blackbox: {
    names: ['blackbox_exporter', 'prometheus-blackbox-exporter'],
    package: 'prometheus-blackbox-exporter',
  },
} as const;

type Name = keyof typeof PROGRAMS;

const START_TIMEOUT_MS = 60_000;

/** A program that is neither here nor to be had. */
export class NoProgram extends Error {
  override readonly name = 'NoProgram';
}

/** What the three look at, and whom they tell. */
export interface Watched {
  /** `127.0.0.1:PORT` of the health service's metrics. */
  metrics: string;
  /** The public report. */
  report: string;
  /** Where Alertmanager sends what it is told, `/page` or `/ticket` below it. */
  webhook: string;
}

/** What was started. */
export interface Programs {
  /** Origin of Prometheus's API. */
  prometheus: string;
  stop: () => Promise<void>;
}

/**
 * Starts them.
 *
 * @param folder for copies of the configuration, data and logs
 * @throws NoProgram
 * @throws MachineError when one doesn't start
 */
export async function startPrograms(folder: string, watched: Watched): Promise<Programs> {
  const commands = new Map<Name, readonly [string, ...string[]]>();
  for (const name of ['prometheus', 'alertmanager', 'blackbox'] as const) {
    const result = await debianProgram(PROGRAMS[name]);
    if ('missing' in result) throw new NoProgram(result.missing);
    commands.set(name, commandOf(result));
  }
  const ports = { prometheus: await freePort(), alertmanager: await freePort(), blackbox: await freePort() };
  const address = (name: Name) => `${LOOPBACK}:${ports[name]}`;
  const children: Child[] = [];
  const stop = async () => void (await Promise.all(children.map((child) => child.stop())));

  await cp(path.join(ROOT, 'infra/prometheus'), folder, { recursive: true });
  await edit(path.join(folder, 'prometheus.yml'), [
    ['127.0.0.1:9093', address('alertmanager')],
    ['127.0.0.1:9102', watched.metrics],
    ['127.0.0.1:9115', address('blackbox')],
    ['https://registry.hokus.ai/api/health/mlflow', watched.report],
  ]);
  await edit(path.join(folder, 'alertmanager.yml'), [['http://127.0.0.1:9999', watched.webhook]]);

  const start = async (name: Name, ...args: string[]): Promise<void> => {
    const logFile = path.join(folder, `${name}.log`);
    const [program, ...before] = commands.get(name) ?? [name];
    const spec = {
      name,
      program,
      args: [...before, ...args],
      cwd: folder,
      env: childEnvironment({}),
      logFile,
    };
    const died = new AbortController();
    children.push(await startChild(spec, (error) => died.abort(error)));
    const url = `http://${address(name)}/-/healthy`;
    await untilReady({ name, url, logFile, timeoutMs: START_TIMEOUT_MS }, died.signal);
  };
  try {
    await start('blackbox', '--config.file=blackbox.yml', `--web.listen-address=${address('blackbox')}`);
    await start(
      'alertmanager',
      '--config.file=alertmanager.yml',
      '--storage.path=alertmanager',
      '--cluster.listen-address=',
      `--web.listen-address=${address('alertmanager')}`,
    );
    await start(
      'prometheus',
      '--config.file=prometheus.yml',
      '--storage.tsdb.path=data',
      `--web.listen-address=${address('prometheus')}`,
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { prometheus: `http://${address('prometheus')}`, stop };
}

/** Replaces addresses of the example; each has to be there. */
async function edit(file: string, changes: readonly (readonly [from: string, to: string])[]): Promise<void> {
  let text = await readFile(file, 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`${path.basename(file)} no longer names ${from}.`);
    text = text.replaceAll(from, to);
  }
  await writeFile(file, text);
}
