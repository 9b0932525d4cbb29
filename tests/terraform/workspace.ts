/** A copy of the Terraform code in which commands may leave whatever they leave; the checkout stays clean. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../../machine/paths.js';
import { type Routes, routesSchema } from '../../routing/schema.ts';
import { type Provider, startProvider } from './provider.ts';

const TIMEOUT_MS = 180_000;

/** Modules and roots of `infra/`, by their folders. */
export const ROOTS = {
  rules: 'infra/modules/rules',
  albRouting: 'infra/modules/alb-routing',
  plans: 'tests/terraform/plans',
  healthService: 'infra/modules/health-service',
  siteModule: 'infra/modules/site',
  monitoring: 'infra/modules/monitoring',
  ci: 'infra/modules/ci',
  bootstrap: 'infra/roots/bootstrap',
  health: 'infra/roots/health',
  routing: 'infra/roots/routing',
  site: 'infra/roots/site',
} as const;

export type RootName = keyof typeof ROOTS;

export type Environment = 'development' | 'production';

/** Stands for the build's headers.json. */
const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; connect-src 'self' https://registry.hokus.ai",
  'X-Content-Type-Options': 'nosniff',
};

/** Nothing is asked about who we are before the first plan. */
export const PROVIDER_OF_NOBODY = `
provider "aws" {
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
`;

/** State stays in the copy. */
const OVERRIDE = `
terraform {
  backend "local" {}
}
${PROVIDER_OF_NOBODY}`;

/** What a command printed and how it ended. */
export interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

/** `rules` has no provider, and `init` with a lock file is to find the one in the mirror. */
const needsProvider = (root: RootName, args: readonly string[]) =>
  root !== 'rules' && !args.includes('-lockfile=readonly');

export class Workspace {
  readonly directory: string;
  /** Where the AWS provider sends every call. */
  endpoint = 'http://127.0.0.1:9';
  private provider: Promise<Provider> | undefined;

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async create(): Promise<Workspace> {
    const directory = await mkdtemp(path.join(tmpdir(), 'terraform-'));
    await cp(path.join(ROOT, 'infra'), path.join(directory, 'infra'), {
      recursive: true,
      filter: (source) => !/\.terraform$|\.tfstate|\.tfvars$/.test(source),
    });
    await cp(path.join(ROOT, ROOTS.plans), path.join(directory, ROOTS.plans), { recursive: true });
    const lock = '.terraform.lock.hcl';
    await cp(path.join(ROOT, ROOTS.albRouting, lock), path.join(directory, ROOTS.plans, lock));
    for (const file of ['routing/routes.json', 'config/redirects.json']) {
      await mkdir(path.dirname(path.join(directory, file)));
      await cp(path.join(ROOT, file), path.join(directory, file));
    }
    await mkdir(path.join(directory, 'build'));
    await writeFile(path.join(directory, 'build/headers.json'), JSON.stringify(HEADERS));
    return new Workspace(directory);
  }

  /** Path of a file in one of the roots. */
  file(root: RootName, name: string): string {
    return path.join(this.directory, ROOTS[root], name);
  }

  /** Of this machine, Terraform and the provider see programs and a home, no account. */
  private environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TF_CLI_CONFIG_FILE: '',
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
      CHECKPOINT_DISABLE: '1',
      // The provider mostly builds its schemas, again and again: fewer collections save a third of the time.
      GOGC: '400',
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_ENDPOINT_URL: this.endpoint,
      // Terraform's backend asks for this one.
      AWS_ENDPOINT_URL_S3: this.endpoint,
      // One attempt: a call that fails here fails for good.
      AWS_MAX_ATTEMPTS: '1',
    };
  }

  /** The provider for all commands of this workspace, started with the first that needs it. */
  private async running(): Promise<Provider> {
    const mirror = process.env.TF_PLUGIN_DIR;
    if (!mirror) throw new Error('TF_PLUGIN_DIR is not set.');
    this.provider ??= startProvider(mirror, this.environment());
    return this.provider;
  }

  /**
   * What a shell sees in which a reader's commands run: Terraform as here, and the AWS CLI.
   *
   * @param bin folder of the AWS CLI
   */
  async shellEnvironment(bin: string): Promise<NodeJS.ProcessEnv> {
    return {
      ...this.environment(),
      PATH: `${bin}${path.delimiter}${process.env.PATH}`,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_PAGER: '',
      TF_CLI_ARGS_apply: '-no-color',
      TF_CLI_ARGS_plan: '-no-color',
      TF_REATTACH_PROVIDERS: (await this.running()).reattach,
    };
  }

  /** Runs Terraform in a root, whatever its exit code. */
  async attempt(root: RootName, args: readonly string[]): Promise<Result> {
    const env = {
      ...this.environment(),
      ...(needsProvider(root, args) && { TF_REATTACH_PROVIDERS: (await this.running()).reattach }),
    };
    const cwd = path.join(this.directory, ROOTS[root]);
    return new Promise((resolve) => {
      execFile(
        'terraform',
        args,
        { cwd, env, timeout: TIMEOUT_MS, maxBuffer: 2 ** 26 },
        (error, stdout, stderr) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
          resolve({ code, stdout, stderr });
        },
      );
    });
  }

  /** Runs Terraform in a root and returns what it printed; throws with its words when it fails. */
  async terraform(root: RootName, ...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.attempt(root, args);
    if (code === 0) return stdout;
    throw new Error(
      `terraform ${args.join(' ')} in ${ROOTS[root]} ended with ${code}.\n${stdout}\n${stderr}`,
    );
  }

  /** Gets a root ready: the locked provider from the mirror, no network. */
  async init(root: RootName): Promise<void> {
    const plugins =
      root === 'rules' ? [] : [`-plugin-dir=${process.env.TF_PLUGIN_DIR}`, '-lockfile=readonly'];
    await this.terraform(root, 'init', '-no-color', '-backend=false', ...plugins);
  }

  /** Gives a root the variables of an environment's example, and those that are given besides. */
  async give(root: RootName, environment: Environment, besides: Record<string, unknown> = {}): Promise<void> {
    const example = path.join(
      this.directory,
      'infra/environments',
      environment,
      `${path.basename(ROOTS[root])}.tfvars.example`,
    );
    await cp(example, this.file(root, 'a.auto.tfvars'));
    await writeFile(this.file(root, 'b.auto.tfvars.json'), JSON.stringify(besides));
  }

  /**
   * Gets a root ready to be planned and applied with its state in the copy.
   *
   * @param variables of a root that no environment has variables for
   */
  async initForApply(root: RootName, variables?: Record<string, unknown>): Promise<void> {
    await writeFile(this.file(root, 'test_override.tf'), OVERRIDE);
    if (variables) await writeFile(this.file(root, 'test.auto.tfvars.json'), JSON.stringify(variables));
    await this.terraform(root, 'init', '-no-color');
  }

  /** Plans a root and returns the path of the plan as JSON; the plan itself is `NAME.tfplan` in the root. */
  async plan(root: RootName, name: string, ...options: string[]): Promise<string> {
    await this.terraform(root, 'plan', '-no-color', `-out=${name}.tfplan`, ...options);
    const json = this.file(root, `${name}.json`);
    await writeFile(json, await this.terraform(root, 'show', '-json', `${name}.tfplan`));
    return json;
  }

  /** Changes the copy's routing table. */
  async editRoutes(edit: (routes: Routes) => Routes): Promise<void> {
    const file = path.join(this.directory, 'routing/routes.json');
    const routes = routesSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    await writeFile(file, JSON.stringify(edit(routes)));
  }

  /** Stops the provider and removes the copy. */
  async remove(): Promise<void> {
    await (await this.provider)?.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}
