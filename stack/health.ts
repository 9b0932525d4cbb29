/** The health service as a child of the stack: the same program that runs in production. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { childEnvironment } from '../machine/environment.ts';
import { PINNED_NODE, ROOT } from '../machine/paths.js';
import { LOOPBACK } from '../machine/ports.ts';
import { type Child, startChild } from '../machine/processes.js';
import { untilReady } from '../machine/ready.ts';
import type { Host } from './mlflow.ts';

export interface HealthOptions {
  /** Where to listen. */
  port: number;
  mlflowUrl: string;
  /** Page that the report links to. */
  aboutUrl: string;
  /** Shortest time between two rounds of probes, in milliseconds. */
  probeIntervalMs: number | undefined;
  /** More settings of the service; `node health/main.ts --help` lists them. */
  settings: Readonly<Record<string, string>>;
}

const START_TIMEOUT_MS = 60_000;

/**
 * Starts the service and waits until its first round of probes has ended.
 *
 * @throws MachineError `child-died` or `not-ready`
 */
export async function startHealth(host: Host, options: HealthOptions): Promise<Child & { url: string }> {
  rmSync(host.logFile, { force: true });
  const url = `http://${LOOPBACK}:${options.port}`;
  const env = childEnvironment({
    HOST: LOOPBACK,
    PORT: String(options.port),
    MLFLOW_URL: options.mlflowUrl,
    ABOUT_URL: options.aboutUrl,
    // The gateway in front is the one proxy of ours.
    TRUSTED_HOPS: '1',
    DRAIN_DELAY_MS: '0',
    ...(options.probeIntervalMs !== undefined && { PROBE_INTERVAL_MS: String(options.probeIntervalMs) }),
    ...options.settings,
  });
  const spec = {
    name: 'The health service',
    program: PINNED_NODE,
    args: [path.join(ROOT, 'health', 'main.ts')],
    cwd: ROOT,
    env,
    logFile: host.logFile,
  };
  const child = await startChild(spec, host.onDeath);
  host.onStart(child);
  const ready = { name: spec.name, url: `${url}/readyz`, logFile: host.logFile, timeoutMs: START_TIMEOUT_MS };
  await untilReady(ready, host.signal);
  return { ...child, url };
}
