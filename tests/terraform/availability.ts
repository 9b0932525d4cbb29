/** Whether Terraform and its AWS provider are here. Without them the checks are skipped, in CI they fail. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where a mirror has the provider, packed or not. */
const PROVIDER = 'registry.terraform.io/hashicorp/aws';

function missingTerraform(): string | null {
  const { status } = spawnSync('terraform', ['version', '-json'], {
    env: { ...process.env, TF_CLI_CONFIG_FILE: '', CHECKPOINT_DISABLE: '1' },
  });
  return status === 0
    ? null
    : 'terraform is not on PATH. Install 1.11 or newer: https://developer.hashicorp.com/terraform/install';
}

function missingProvider(): string | null {
  const directory = process.env.TF_PLUGIN_DIR;
  if (directory && existsSync(path.join(directory, PROVIDER))) return null;
  const what = directory ? `TF_PLUGIN_DIR (${directory}) has no ${PROVIDER}` : 'TF_PLUGIN_DIR is not set';
  return `${what}. Make a mirror: terraform -chdir=infra/modules/alb-routing providers mirror DIRECTORY`;
}

const inCi = !['', '0', 'false', undefined].includes(process.env.CI);

/** What a group of checks lacks, and whether it is to be skipped for that. */
export type Need = { missing: string | null; skip: boolean };

function need(missing: string | null): Need {
  if (missing !== null) console.warn(`TERRAFORM CHECKS ${inCi ? 'FAIL' : 'SKIPPED'}: ${missing}`);
  return { missing, skip: missing !== null && !inCi };
}

/** For checks without a provider. */
export const needTerraform = (): Need => need(missingTerraform());

/** For checks with the AWS provider. */
export const needProvider = (): Need => need(missingTerraform() ?? missingProvider());

/** Fails what could not be skipped: call it before everything else in a group. */
export function demand({ missing }: Need): void {
  if (missing !== null) throw new Error(missing);
}
