/** Whether Terraform and its AWS provider are here. Its checks are skipped or fail without them, as tests/need.ts has it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where a mirror has the provider, packed or not. */
const PROVIDER = 'registry.terraform.io/hashicorp/aws';

/** For checks without a provider: what is missing, and how to get it. */
export function missingTerraform(): string | undefined {
  const { status } = spawnSync('terraform', ['version', '-json'], {
    env: { ...process.env, TF_CLI_CONFIG_FILE: '', CHECKPOINT_DISABLE: '1' },
  });
  return status === 0
    ? undefined
    : 'terraform is not on PATH. Install 1.11 or newer: https://developer.hashicorp.com/terraform/install';
}

/** For checks with the AWS provider. */
export function missingProvider(): string | undefined {
  const program = missingTerraform();
  if (program !== undefined) return program;
  const directory = process.env.TF_PLUGIN_DIR;
  if (directory && existsSync(path.join(directory, PROVIDER))) return undefined;
  const what = directory ? `TF_PLUGIN_DIR (${directory}) has no ${PROVIDER}` : 'TF_PLUGIN_DIR is not set';
  return `${what}. Make a mirror: terraform -chdir=infra/modules/alb-routing providers mirror DIRECTORY`;
}
