/**
 * The AWS provider kept running. Terraform starts a provider for each command and reads the 700 MB of its program to
 * compare it with the lock file; one that runs already answers the same in half of the time.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { startGroup } from '../../machine/processes.js';

const FOLDER = 'registry.terraform.io/hashicorp/aws/5.100.0';

export interface Provider {
  /** For `TF_REATTACH_PROVIDERS`. */
  reattach: string;
  stop: () => Promise<void>;
}

/** Path of the provider's program in the mirror. */
async function programIn(mirror: string): Promise<string> {
  const folder = path.join(mirror, FOLDER);
  const files = await readdir(folder, { recursive: true });
  const program = files.find((file) => path.basename(file).startsWith('terraform-provider-aws_'));
  if (program === undefined) throw new Error(`${folder} has no unpacked provider.`);
  return path.join(folder, program);
}

/**
 * Starts the provider. It keeps the configuration of the command that it served last, so commands that share it run one
 * after the other.
 *
 * @param env what the provider sees: credentials and endpoint of AWS among it
 */
export async function startProvider(mirror: string, env: NodeJS.ProcessEnv): Promise<Provider> {
  const program = await programIn(mirror);
  const { child, exited, signal } = startGroup(program, ['-debug'], {
    cwd: mirror,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { stdout } = child;
  if (!stdout) throw new Error('The provider has no output.');
  for await (const line of createInterface(stdout)) {
    const reattach = /TF_REATTACH_PROVIDERS='(.+)'/.exec(line)?.[1];
    if (reattach === undefined) continue;
    stdout.resume();
    return {
      reattach,
      stop: async () => {
        signal('SIGTERM');
        await exited;
      },
    };
  }
  const { code } = await exited;
  throw new Error(`The provider ended with ${code} before it was ready.`);
}
