/** The shell of the workflows, run with programs that write down what they are asked. */
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { ROOT } from '../../machine/paths.js';
import { listen } from '../../machine/ports.ts';
import { type TemporaryFolder, temporaryFolder } from '../../machine/temporary.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder('workflow');
  mkdirSync(file('bin'));
});
afterEach(() => folder.remove());

const file = (name: string) => path.join(folder.path, name);

/** Puts a program on PATH that writes its arguments to `calls`, and then does as it is told. */
function stub(name: string, does = ''): void {
  writeFileSync(
    file(`bin/${name}`),
    `#!/usr/bin/env bash\necho "${name} $*" >> "${file('calls')}"\n${does}\n`,
  );
  chmodSync(file(`bin/${name}`), 0o755);
}

const calls = () => readFileSync(file('calls'), 'utf8').trimEnd().split('\n');

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

function run(script: readonly string[], env: Readonly<Record<string, string>>, cwd = ROOT): Promise<Ended> {
  const all = {
    PATH: `${file('bin')}:${process.env.PATH}`,
    HOME: folder.path,
    GITHUB_ENV: file('env'),
    ...env,
  };
  return new Promise((resolve) => {
    execFile('bash', script, { cwd, env: all }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

const SCRIPTS = path.join(ROOT, '.github/scripts');

describe('checking out', () => {
  it('gets the commit of the event and nothing else', async () => {
    const origin = file('owner/name');
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        cwd: origin,
        encoding: 'utf8',
      }).trim();
    mkdirSync(origin, { recursive: true });
    git('init', '--quiet');
    git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    writeFileSync(path.join(origin, 'first'), '');
    git('add', '.');
    git('commit', '--quiet', '-m', 'first');
    const sha = git('rev-parse', 'HEAD');
    git('commit', '--quiet', '--allow-empty', '-m', 'second');

    const workflow = z
      .object({
        jobs: z.object({
          deploy: z.object({ steps: z.array(z.object({ name: z.string(), run: z.string() })) }),
        }),
      })
      .parse(parse(readFileSync(path.join(ROOT, '.github/workflows/deploy-site.yml'), 'utf8')));
    const [step] = workflow.jobs.deploy.steps;
    mkdirSync(file('work'));
    const env = {
      GITHUB_TOKEN: 'none',
      GITHUB_SERVER_URL: `file://${folder.path}`,
      GITHUB_REPOSITORY: 'owner/name',
      GITHUB_SHA: sha,
    };
    const { code, stderr } = await run(['-e', '-c', step?.run ?? ''], env, file('work'));
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(execFileSync('git', ['rev-parse', 'HEAD'], { cwd: file('work'), encoding: 'utf8' }).trim()).toBe(
      sha,
    );
    expect(readFileSync(file('work/.git/config'), 'utf8')).not.toMatch(/AUTHORIZATION/i);
  });
});

describe('assume-role.sh', () => {
  it('trades the token for credentials, and hides them', async () => {
    const asked: string[] = [];
    await using github = await listen(
      createServer((request, response) => {
        asked.push(`${request.url} ${request.headers.authorization}`);
        response.end('{"value":"the-token"}');
      }),
    );
    stub('aws', 'printf "ID\\tKEY\\tSESSION\\n"');
    const { code, stdout } = await run([path.join(SCRIPTS, 'assume-role.sh')], {
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/ci',
      AWS_REGION: 'us-east-1',
      ACTIONS_ID_TOKEN_REQUEST_URL: `${github.origin}/token?api=1`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
      GITHUB_RUN_ID: '7',
    });
    expect(code).toBe(0);
    expect(asked).toEqual(['/token?api=1&audience=sts.amazonaws.com Bearer request-token']);
    expect(calls()[0]).toContain(
      '--role-arn arn:aws:iam::123456789012:role/ci --role-session-name github-7 --web-identity-token the-token',
    );
    expect(readFileSync(file('env'), 'utf8')).toBe(
      'AWS_ACCESS_KEY_ID=ID\nAWS_SECRET_ACCESS_KEY=KEY\nAWS_SESSION_TOKEN=SESSION\nAWS_REGION=us-east-1\n',
    );
    for (const secret of ['the-token', 'KEY', 'SESSION'])
      expect(stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(secret);
    expect(stdout.match(/^::add-mask::/gm)).toHaveLength(3);
  });

  it('says which variable is missing', async () => {
    const { code, stderr } = await run([path.join(SCRIPTS, 'assume-role.sh')], { AWS_REGION: 'us-east-1' });
    expect(code).not.toBe(0);
    expect(stderr).toContain('AWS_ROLE_ARN: Set the variable of the role');
  });
});

describe('deploy-site.sh', () => {
  const env = { SITE_BUCKET: 'docs', SITE_DISTRIBUTION: 'E1' };

  it('copies hashed files before the pages that name them, and forgets old pages last', async () => {
    stub('aws');
    writeFileSync(file('headers.json'), '{}');
    expect(await run([path.join(SCRIPTS, 'deploy-site.sh'), folder.path], env)).toMatchObject({ code: 0 });
    const all = calls();
    expect(all[0]).toMatch(/--include assets\/\* .*immutable$/);
    expect(all[0]).not.toContain('--delete');
    expect(all[1]).toMatch(/--exclude assets\/\* .*--delete --cache-control no-cache$/);
    expect(all.slice(2, 4).map((call) => /--content-type (.*)$/.exec(call)?.[1])).toEqual([
      'text/markdown; charset=utf-8',
      'application/yaml; charset=utf-8',
    ]);
    expect(all.at(-1)).toContain('cloudfront create-invalidation --distribution-id E1');
  });

  it('copies nothing that is no build', async () => {
    stub('aws');
    const { code, stderr } = await run([path.join(SCRIPTS, 'deploy-site.sh'), folder.path], env);
    expect(code).toBe(1);
    expect(stderr).toContain('is no build of the site');
    expect(() => calls()).toThrow();
  });
});

describe('push-image.sh', () => {
  const env = {
    IMAGE_REPOSITORY: '123456789012.dkr.ecr.us-east-1.amazonaws.com/mlflow-health',
    GITHUB_SHA: '0123456789abcdef',
  };

  it.each([
    [0, 0],
    [2, 1],
  ])('with %d serious findings ends with %d', async (found, wanted) => {
    // Docker reads the password to its end; whoever doesn't can break the pipe.
    stub('docker', `case "$*" in *password-stdin*) cat > /dev/null;; esac`);
    stub('aws', `case "$*" in *findings*) echo ${found};; *password*) echo secret;; esac`);
    const { code, stdout, stderr } = await run([path.join(SCRIPTS, 'push-image.sh'), 'health:built'], env);
    expect(code).toBe(wanted);
    expect(calls()).toContain(`docker push --quiet ${env.IMAGE_REPOSITORY}:0123456789ab`);
    if (wanted === 0) expect(stdout).toContain('image_tag = "0123456789ab"');
    else expect(stderr).toContain("Don't deploy it.");
  });
});

describe('install-terraform.sh', () => {
  it('refuses an archive with another checksum', async () => {
    await using releases = await listen(createServer((_, response) => response.end('not Terraform')));
    const { code, stdout } = await run([path.join(SCRIPTS, 'install-terraform.sh')], {
      TERRAFORM_SHA256: '0'.repeat(64),
      TERRAFORM_RELEASES: releases.origin,
      RUNNER_TEMP: folder.path,
      GITHUB_PATH: file('path'),
    });
    expect(code).not.toBe(0);
    expect(stdout).toContain('FAILED');
    expect(() => readFileSync(file('path'))).toThrow();
  });

  it('says which variable is missing', async () => {
    const { stderr } = await run([path.join(SCRIPTS, 'install-terraform.sh')], { RUNNER_TEMP: folder.path });
    expect(stderr).toContain('Set the variable TERRAFORM_SHA256');
  });
});

describe('plan-routing.sh', () => {
  it('says so while an environment has no variables', async () => {
    const { code, stdout } = await run(
      [path.join(SCRIPTS, 'plan-routing.sh'), 'development'],
      {},
      folder.path,
    );
    expect(stdout).toBe('development has no routing.tfvars yet, so there is nothing to plan.\n');
    expect(code).toBe(0);
  });
});
