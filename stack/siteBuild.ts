/** Builds the site when `build/` is missing or older than what it is made from. */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { fingerprint, inputFiles } from '../machine/inputs.ts';
import { withLock } from '../machine/lock.js';
import { npmCommand } from '../machine/npm.js';
import { ROOT, STATE_DIR, shown } from '../machine/paths.js';
import { runToEnd } from '../machine/processes.js';
import { BUILD_DIR } from './paths.ts';

/** What a build is made from. */
export const SITE_INPUTS = [
  ...[
    'docs',
    'src',
    'openapi',
    'plugins',
    'config',
    'static',
    'examples',
    'routing',
    'status',
    'health/contract',
    'snippets/marking',
    'snippets/published',
    'health/contract.ts',
  ],
  ...['endpoint.ts', 'docusaurus.config.ts', 'sidebars.ts', 'package.json', 'package-lock.json'],
];

/** Made by the build itself. */
const GENERATED = /^docs\/api\/[^/]+\//;

const PAGE = path.join(BUILD_DIR, 'index.html');

const STAMP = path.join(STATE_DIR, 'site-build.json');

const LOG = path.join(STATE_DIR, 'logs', 'site-build.log');

const stampSchema = z.object({ inputs: z.string(), builtAt: z.number() });

interface Inputs {
  hash: string;
  newest: number;
}

/**
 * Makes sure that `build/` is there and current.
 *
 * @param say gets a line when there is something to do or to wait for
 * @throws MachineError `child-died` with the end of the log; the signal's reason when it is aborted
 */
export async function ensureSite(say: (line: string) => void, signal: AbortSignal): Promise<void> {
  if (isCurrent(await readInputs())) return;
  await underLock(say, signal, async () => {
    const inputs = await readInputs();
    if (!isCurrent(inputs)) await buildAndStamp(inputs, say, signal);
  });
}

/**
 * Builds the site, current or not; whoever wants a current one meanwhile waits for it.
 *
 * @throws MachineError as `ensureSite` does
 */
export async function buildSite(say: (line: string) => void, signal: AbortSignal): Promise<void> {
  await underLock(say, signal, async () => buildAndStamp(await readInputs(), say, signal));
}

async function underLock(
  say: (line: string) => void,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  const waiting = (pid: number) => say(`Another process builds the site (pid ${pid}); waiting for it.`);
  await withLock(path.join(STATE_DIR, 'site-build.lock'), waiting, work, signal);
}

async function buildAndStamp(
  inputs: Inputs,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const started = performance.now();
  say(`Building the site; this takes a minute. Log: ${shown(LOG)}`);
  await build(signal);
  stamp(inputs);
  say(`Site built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

/** A build that somebody made by hand has no stamp; it counts when every input is older. */
function isCurrent(inputs: Inputs): boolean {
  if (!existsSync(PAGE)) return false;
  const builtAt = statSync(PAGE).mtimeMs;
  const known = readStamp();
  if (known?.builtAt === builtAt) return known.inputs === inputs.hash;
  if (inputs.newest >= builtAt) return false;
  stamp(inputs);
  return true;
}

async function build(signal: AbortSignal): Promise<void> {
  rmSync(LOG, { force: true });
  const npm = npmCommand();
  const { NODE_ENV: _, ...env } = npm.env;
  const args = [...npm.args, 'run', 'build'];
  await runToEnd(
    { name: 'The build of the site', program: npm.program, args, cwd: ROOT, env, logFile: LOG },
    signal,
  );
}

/** The fingerprint, and the newest time of change. */
async function readInputs(): Promise<Inputs> {
  const files = (await inputFiles(SITE_INPUTS)).filter((file) => !GENERATED.test(file));
  const times = await Promise.all(files.map(async (file) => (await stat(path.join(ROOT, file))).mtimeMs));
  return { hash: await fingerprint(files), newest: Math.max(...times) };
}

function readStamp(): z.infer<typeof stampSchema> | undefined {
  try {
    return stampSchema.parse(JSON.parse(readFileSync(STAMP, 'utf8')));
  } catch {
    return undefined;
  }
}

function stamp(inputs: Inputs): void {
  mkdirSync(STATE_DIR, { recursive: true });
  writeFileSync(STAMP, JSON.stringify({ inputs: inputs.hash, builtAt: statSync(PAGE).mtimeMs }));
}
