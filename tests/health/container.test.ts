/**
 * What the image does, without an engine: the bundle alone, with the Dockerfile's environment and the task definition's
 * health check, as another user, without capabilities, on a file system that is read-only from its root.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, constants, copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { HEALTH_PATH } from '../../endpoint.ts';
import { bundle } from '../../health/bundle.ts';
import { startFakeUpstream } from '../../health/testing/fakeUpstream.ts';
import { healthy } from '../../health/testing/scripts.ts';
import { send } from '../../health/testing/send.ts';
import { ROOT } from '../../machine/paths.js';
import { freePort } from '../../machine/ports.ts';
import { temporaryFolder } from '../../machine/temporary.ts';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** `ENV` of the Dockerfile. */
function imageEnvironment(): Record<string, string> {
  const [, line = ''] = /^ENV (.*)$/m.exec(read('health/Dockerfile')) ?? [];
  return Object.fromEntries(line.split(' ').map((pair) => pair.split('=')));
}

/** `healthCheck` of the task definition: what follows `CMD`. */
function taskHealthCheck(): string[] {
  const [, list = ''] =
    /command\s+= \["CMD", (.*)\]$/m.exec(read('infra/modules/health-service/task.tf')) ?? [];
  // `$$` is how Terraform writes one dollar sign before a brace.
  return JSON.parse(`[${list.replaceAll('$${', '${')}]`);
}

/** Makes everything read-only, the folder too when it is of another file system, and gives up root for good. */
const ENTER = `
mount --make-rprivate / && mount -o remount,bind,ro / && mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 90
touch "$1/app/written" 2>/dev/null && exit 91
cd "$1/app" && exec setpriv --reuid=1000 --regid=1000 --clear-groups --no-new-privs --bounding-set=-all "\${@:2}"
`;

const canEnter = spawnSync('unshare', ['--mount', 'mount', '--make-rprivate', '/']).status === 0;

/** Runs a command where the task runs, with an environment of its own. */
function inContainer(
  folder: string,
  env: Readonly<Record<string, string>>,
  command: readonly string[],
): ChildProcess {
  const pairs = Object.entries(env).map((pair) => pair.join('='));
  const args = ['--mount', 'bash', '-c', ENTER, 'enter', folder, '/usr/bin/env', '-i', ...pairs, ...command];
  return spawn('unshare', args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

/**
 * Waits for an event in the service's log. A limit of seconds would measure the machine: the program is 120 MB, and the
 * bundle is read from a file system that was just mounted.
 */
async function untilLogged({ stdout }: ChildProcess, event: string): Promise<void> {
  if (stdout === null) throw new Error('The service has no output.');
  for await (const line of createInterface(stdout))
    if (line.includes(`"event":"${event}"`)) {
      stdout.resume();
      return;
    }
  throw new Error(`The service ended before it logged "${event}".`);
}

describe('the container', () => {
  it('runs read-only, as nobody in particular, is alive, and ends with 0', async ({
    skip,
    onTestFinished,
  }) => {
    skip(
      !canEnter,
      'a mount namespace needs root (or run: docker run --read-only --cap-drop ALL …, as the Dockerfile says)',
    );
    await using folder = await temporaryFolder('container');
    await bundle(path.join(folder.path, 'app', 'health.mjs'));
    // As in an image, both are where everybody may read them, wherever this checkout is.
    chmodSync(folder.path, 0o755);
    const program = path.join(folder.path, 'node');
    copyFileSync(process.execPath, program, constants.COPYFILE_FICLONE);
    const upstream = await startFakeUpstream(healthy);
    const port = String(await freePort());
    const env = {
      ...imageEnvironment(),
      PORT: port,
      METRICS_PORT: String(await freePort()),
      MLFLOW_URL: upstream.url,
      DRAIN_DELAY_MS: '0',
    };
    const service = inContainer(folder.path, env, [program, 'health.mjs']);
    onTestFinished(() => void service.kill('SIGKILL'));
    if (!service.stderr) throw new Error('The service has no errors to read.');
    const errors = text(service.stderr);
    await untilLogged(service, 'phase').catch(async (error) => {
      throw new Error(await errors, { cause: error });
    });
    const origin = `http://127.0.0.1:${port}`;
    expect((await send(origin, '/readyz')).status).toBe(200);
    expect(JSON.parse((await send(origin, HEALTH_PATH)).body).status).toBe('pass');

    const [node, ...check] = taskHealthCheck();
    expect(node).toBe('node');
    const healthCheck = () => once(inContainer(folder.path, env, [program, ...check]), 'exit');
    expect(await healthCheck()).toEqual([0, null]);

    const status = readFileSync(`/proc/${service.pid}/status`, 'utf8');
    expect(status).toMatch(/^Uid:\t1000\t/m);
    expect(status).toMatch(/^CapEff:\t0+$/m);
    service.kill('SIGTERM');
    expect(await once(service, 'exit')).toEqual([0, null]);
    expect(await errors).toBe('');
    expect(await healthCheck()).toEqual([1, null]);
    await upstream.close();
  }, 60_000);
});
