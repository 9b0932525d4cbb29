/** What a reader fills in before the commands of a page can run in production, with moto in the place of AWS. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runBlock } from './pages.ts';
import { PROVIDER_OF_NOBODY, type RootName, type Workspace } from './workspace.ts';

/** Holds the states. */
const BUCKET = 'terraform-state';

/** moto's buckets have no host names of their own. */
const OVERRIDE = `
terraform {
  backend "s3" {
    use_path_style              = true
    skip_credentials_validation = true
    skip_metadata_api_check     = true
    skip_requesting_account_id  = true
  }
}
${PROVIDER_OF_NOBODY}`;

/** Makes the bucket of the states. `env` is what the page's commands see. */
export async function makeStateBucket(workspace: Workspace, env: NodeJS.ProcessEnv): Promise<void> {
  const { code, stderr } = await runBlock(
    `aws s3api create-bucket --bucket ${BUCKET}`,
    workspace.directory,
    env,
  );
  if (code !== 0) throw new Error(stderr);
}

/** Writes a root's variables, the bucket of its state, and what only moto needs. */
export async function fillInProduction(
  workspace: Workspace,
  root: RootName,
  variables: Readonly<Record<string, unknown>>,
): Promise<void> {
  const folder = path.join(workspace.directory, 'infra/environments/production');
  const backend = path.join(folder, `${root}.s3.tfbackend`);
  const text = await readFile(backend, 'utf8');
  await writeFile(backend, text.replace('YOUR-PRODUCTION-STATE-BUCKET', BUCKET));
  const lines = Object.entries(variables).map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`);
  await writeFile(path.join(folder, `${root}.tfvars`), lines.join(''));
  await writeFile(workspace.file(root, 'test_override.tf'), OVERRIDE);
}
