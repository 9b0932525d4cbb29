/** Starts moto, AWS on this machine, from an environment of its own below `.stack/`. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { STATE_DIR } from '../../machine/paths.js';
import { ensureVenv } from '../../machine/venv.js';

const REQUIREMENTS = fileURLToPath(new URL('./requirements.txt', import.meta.url));
const SCRIPT = fileURLToPath(new URL('./moto_aws.py', import.meta.url));

const seededSchema = z.object({
  endpoint: z.url(),
  region: z.string(),
  vpc: z.string(),
  subnets: z.array(z.string()),
  cluster: z.string(),
  balancerGroup: z.string().describe('Security group of the load balancer.'),
  mlflowGroup: z.string().describe('Security group of MLflow.'),
  listeners: z.object({ https: z.string(), http: z.string() }),
  api: z.string().describe('Target group of the API service.'),
  othersRule: z.string().describe('Rule of another host.'),
  handMadeRule: z.string().describe('What mlflow-api says, made without Terraform.'),
});

/** What there is before Terraform comes; ARNs but for the endpoint, the region and what is of the network. */
type Seeded = z.infer<typeof seededSchema>;

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const errors: Buffer[] = [];
    child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`moto ended with ${code}.\n${Buffer.concat(errors)}`)));
    if (child.stdout) createInterface(child.stdout).once('line', resolve);
  });
}

const addedSchema = z.object({
  targets: z.record(z.string(), z.string()),
  balancers: z.record(z.string(), z.object({ https: z.string(), http: z.string() })),
});

/** A rule for moto, as the AWS API has it; it forwards to one of the target groups by name. */
interface AddedRule {
  Priority: number;
  Conditions: object[];
  Target: string;
}

/** Target groups and load balancers to add by name, with the rules of each listener. */
export interface Wanted {
  targets: readonly string[];
  balancers: Readonly<Record<string, { https: readonly AddedRule[]; http: readonly AddedRule[] }>>;
}

/** A running moto. */
export interface Moto {
  seeded: Seeded;
  /** What `aws elbv2 describe-rules` prints for these listeners, for the seeded ones when none is given. */
  describeRules: (listeners?: readonly string[]) => Promise<string>;
  /** Adds load balancers, and returns the ARNs of their listeners and of the target groups by name. */
  add: (wanted: Wanted) => Promise<z.infer<typeof addedSchema>>;
  stop: () => Promise<void>;
}

/** Makes moto's environment, once. */
export function motoEnvironment(): ReturnType<typeof ensureVenv> {
  return ensureVenv({ folder: path.join(STATE_DIR, 'moto'), requirements: REQUIREMENTS }, console.log);
}

/** Starts moto on a free port with a shared load balancer in it. */
export async function startMoto(): Promise<Moto> {
  const { python } = await motoEnvironment();
  // It ends when its input does, so it cannot outlive the tests.
  const child = spawn(python, [SCRIPT, 'serve'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const seeded = seededSchema.parse(JSON.parse(await firstLine(child)));
  return {
    seeded,
    describeRules: async (listeners = Object.values(seeded.listeners)) => {
      const args = [SCRIPT, 'describe', seeded.endpoint, ...listeners];
      return (await promisify(execFile)(python, args)).stdout;
    },
    add: async (wanted) => {
      const adding = promisify(execFile)(python, [SCRIPT, 'add', seeded.endpoint]);
      adding.child.stdin?.end(JSON.stringify(wanted));
      return addedSchema.parse(JSON.parse((await adding).stdout));
    },
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
