/** Starts moto, AWS on this machine, from an environment of its own below `.stack/`. */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { withLock } from '../../setup/lock.js';
import { STATE_DIR } from '../../setup/paths.js';
import { findPython } from '../../setup/python.js';
import { run } from '../../setup/run.js';

const VENV = path.join(STATE_DIR, 'moto');
const PYTHON = path.join(VENV, 'bin', 'python');
const STAMP = path.join(VENV, '.stamp');
const REQUIREMENTS = fileURLToPath(new URL('./requirements.txt', import.meta.url));
const SCRIPT = fileURLToPath(new URL('./moto_aws.py', import.meta.url));

const seededSchema = z.object({
  endpoint: z.url(),
  region: z.string(),
  vpc: z.string(),
  listeners: z.object({ https: z.string(), http: z.string() }),
  api: z.string().describe('Target group of the API service.'),
  othersRule: z.string().describe('Rule of another host.'),
  handMadeRule: z.string().describe('What mlflow-api says, made without Terraform.'),
});

/** What there is before Terraform comes; ARNs but for the endpoint, the region and the VPC. */
export type Seeded = z.infer<typeof seededSchema>;

async function isReady(stamp: string): Promise<boolean> {
  const found = await readFile(STAMP, 'utf8').catch(() => '');
  return found === stamp && spawnSync(PYTHON, ['-c', 'import moto']).status === 0;
}

/** Makes the environment when it is not there, or not from these requirements. */
async function ensureVenv(): Promise<void> {
  const requirements = await readFile(REQUIREMENTS);
  const stamp = `${createHash('sha256').update(requirements).digest('hex')} ${VENV}\n`;
  if (await isReady(stamp)) return;
  const python = findPython();
  console.log('Python packages: .stack/moto from tests/terraform/requirements.txt');
  await run(python.program, ['-m', 'venv', '--clear', VENV], {
    log: 'moto-venv.log',
    hint: 'Python could not make a virtual environment.',
  });
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--require-hashes'];
  await run(PYTHON, [...pip, '-r', REQUIREMENTS], {
    log: 'moto-pip-install.log',
    hint: 'Is the network there, and does pip reach its index?',
  });
  await writeFile(STAMP, stamp);
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const errors: Buffer[] = [];
    child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`moto ended with ${code}.\n${Buffer.concat(errors)}`)));
    if (child.stdout) createInterface(child.stdout).once('line', resolve);
  });
}

/** A running moto. */
export type Moto = {
  seeded: Seeded;
  /** What `aws elbv2 describe-rules` prints for all listeners. */
  describeRules: () => Promise<string>;
  stop: () => Promise<void>;
};

/** Starts moto on a free port with a shared load balancer in it. */
export async function startMoto(): Promise<Moto> {
  await withLock(path.join(STATE_DIR, 'moto.lock'), () => {}, ensureVenv);
  // It ends when its input does, so it cannot outlive the tests.
  const child = spawn(PYTHON, [SCRIPT, 'serve'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const seeded = seededSchema.parse(JSON.parse(await firstLine(child)));
  return {
    seeded,
    describeRules: async () => {
      const { endpoint, listeners } = seeded;
      const args = [SCRIPT, 'describe', endpoint, ...Object.values(listeners)];
      return (await promisify(execFile)(PYTHON, args)).stdout;
    },
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
