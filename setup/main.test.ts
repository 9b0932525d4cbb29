/** Setup in a copy of its own files, with stand-ins for npm and Python: what it says and does when things go wrong. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { processStart } from '../machine/processIdentity.js';
import { testFolder } from '../machine/testing/folder.ts';
import { canAptInstall } from './apt.js';

// Each test starts processes, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const LOCK = JSON.stringify({
  packages: { '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } },
});

/** Writes what npm writes last, and counts its calls. */
const GOOD_NPM = `echo called >> calls
mkdir -p node_modules/.bin && touch node_modules/.bin/node && cp package-lock.json node_modules/.package-lock.json`;

/** Its last argument is the folder that uv goes to. */
const GOOD_UV = `for folder; do :; done; mkdir -p "$folder/bin"
    printf '#!/bin/sh\\necho uv >> calls\\n' > "$folder/bin/uv"; chmod +x "$folder/bin/uv"`;

/** Waits until another program has made a file. */
const waitFor = (file: string): string =>
  `i=0; while [ ! -e ${file} ]; do i=$((i+1)); [ $i -gt 200 ] && exit 9; sleep 0.05; done`;

/** Answers setup's questions, makes a virtual environment of itself, installs uv, and counts its other installs. */
const python = (version: string, uv = GOOD_UV) => `case "$*" in
  *platform*) echo "${version} True" ;;
  *sys.version*) echo "${version}" ;;
  "-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
  "-m pip config"*) ;;
  *--target*) ${uv} ;;
  "-m pip"*) echo pip >> calls ;;
esac`;

interface Checkout {
  dir: string;
  run: (args?: string[], env?: Record<string, string>) => Promise<{ code: number | null; output: string }>;
  start: (env?: Record<string, string>) => { child: ChildProcess; output: () => string };
  calls: () => string[];
}

/** A fresh clone on a machine that has these programs and no others of interest. */
async function checkout(programs: Record<string, string>): Promise<Checkout> {
  const dir = await testFolder('setup', onTestFinished);
  // Only plain JavaScript: nothing else runs before the packages are there.
  for (const room of ['setup', 'machine']) {
    cpSync(path.join(import.meta.dirname, '..', room), path.join(dir, room), {
      recursive: true,
      filter: (file) => !file.endsWith('.ts'),
    });
  }
  mkdirSync(path.join(dir, 'stack'));
  writeFileSync(path.join(dir, 'stack', 'requirements.txt'), 'mlflow==3\n');
  writeFileSync(path.join(dir, 'package.json'), '{"type":"module"}');
  writeFileSync(path.join(dir, 'package-lock.json'), LOCK);
  const bin = path.join(dir, 'bin');
  mkdirSync(bin);
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(bin, name), 0o755);
  }
  for (const tool of ['mkdir', 'cp', 'touch', 'chmod', 'sleep', 'ps']) {
    writeFileSync(path.join(bin, tool), `#!/bin/sh\nPATH=/usr/bin:/bin exec ${tool} "$@"\n`, { mode: 0o755 });
  }
  const start: Checkout['start'] = (env = {}) => launch(dir, [], { PATH: bin, ...env });
  return {
    dir,
    start,
    run: async (args = [], env = {}) => {
      const { child, output } = launch(dir, args, { PATH: bin, ...env });
      const [code] = await once(child, 'close');
      return { code, output: output() };
    },
    calls: () =>
      existsSync(path.join(dir, 'calls'))
        ? readFileSync(path.join(dir, 'calls'), 'utf8').trim().split('\n').sort()
        : [],
  };
}

function launch(dir: string, args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [path.join(dir, 'setup', 'main.js'), ...args], {
    cwd: dir,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  return { child, output: () => output };
}

describe('a fresh checkout', () => {
  it('is made ready with a line for each step; the second run says and does nothing', async () => {
    const fresh = await checkout({ npm: GOOD_NPM, python3: python('3.12.1') });
    const first = await fresh.run();
    expect(first).toMatchObject({ code: 0 });
    expect(first.output).toMatch(/Node packages: npm ci …\n/);
    expect(first.output).toMatch(/Node packages: npm ci: done in \d+\.\d s\n/);
    expect(first.output).toMatch(/Python 3\.12\.1.*: done in \d+\.\d s\n/);
    expect(await fresh.run()).toEqual({ code: 0, output: '' });
    expect(fresh.calls()).toEqual(['called', 'uv']);
  });

  it('is made ready once when two commands start together; the second waits and says so', async () => {
    const held = `while [ ! -e go ]; do sleep 0.05; done\n${GOOD_NPM}`;
    const fresh = await checkout({ npm: held, python3: python('3.12.1') });
    const setups = [fresh.start(), fresh.start()];
    const ended = Promise.all(setups.map(({ child }) => once(child, 'close')));
    const waiting = () =>
      setups.filter(({ output }) => /another setup is at work \(pid \d+\)/.test(output()));
    await vi.waitFor(() => expect(waiting()).toHaveLength(1), 10_000);
    writeFileSync(path.join(fresh.dir, 'go'), '');
    expect((await ended).map(([code]) => code)).toEqual([0, 0]);
    expect(waiting()).toHaveLength(1);
    expect(fresh.calls()).toEqual(['called', 'uv']);
  });

  it('installs Node and Python packages side by side', async () => {
    const fresh = await checkout({
      npm: `touch npm.there\n${waitFor('uv.there')}\n${GOOD_NPM}`,
      python3: python('3.12.1', `touch uv.there; ${waitFor('npm.there')}; ${GOOD_UV}`),
    });
    expect(await fresh.run()).toMatchObject({ code: 0 });
  });

  it.runIf(canAptInstall())('gets its browsers by apt while npm is at work', async () => {
    const fresh = await checkout({
      npm: `touch npm.there\n${waitFor('apt.there')}\n${GOOD_NPM}`,
      python3: python('3.12.1'),
      'apt-get': `echo "apt-get $1" >> calls
if [ "$1" = update ]; then touch apt.there; ${waitFor('npm.there')}; exit; fi
for name; do :; done
printf '#!/bin/sh\\necho Chromium or Firefox 1\\n' > "bin/$name"; chmod +x "bin/$name"`,
    });
    const { code, output } = await fresh.run(['--browser']);
    expect(output).toMatch(/Chromium: apt-get install chromium-headless-shell: done/);
    expect(output).toMatch(/Firefox: apt-get install firefox-esr: done/);
    expect(code).toBe(0);
    const installs = ['apt-get install', 'apt-get install'];
    expect(fresh.calls()).toEqual([...installs, 'apt-get update', 'called', 'uv']);
  });

  it.each([
    ['has no uv for it', 'exit 1'],
    ['has a uv that fails', GOOD_UV.replace('echo uv', 'exit 2')],
  ])('gets its Python packages by pip on a machine that %s', async (_what, uv) => {
    const fresh = await checkout({ npm: GOOD_NPM, python3: python('3.12.1', uv) });
    expect(await fresh.run()).toMatchObject({ code: 0 });
    expect(fresh.calls()).toEqual(['called', 'pip']);
  });

  it('is not stopped by the lock of a setup that was killed', async () => {
    const fresh = await checkout({ npm: GOOD_NPM, python3: python('3.12.1') });
    mkdirSync(path.join(fresh.dir, '.stack'));
    writeFileSync(
      path.join(fresh.dir, '.stack', 'setup.lock'),
      JSON.stringify({ pid: process.pid, start: 'long ago' }),
    );
    expect((await fresh.run()).code).toBe(0);
  });
});

describe('what changed is made again', () => {
  it.each([
    ['a package of the lock file', 'package-lock.json', LOCK.replace('1.0.0', '1.0.1'), ['called']],
    ['the Python requirements', 'stack/requirements.txt', 'mlflow==4\n', ['uv']],
    ['an install that npm did not finish', 'node_modules/.package-lock.json', '', ['called']],
    ['an environment that was not finished', '.venv/.setup.json', '', ['uv']],
    ['an environment whose Python is broken', '.venv/bin/python', '#!/bin/sh\nexit 1\n', ['uv']],
  ])('%s', async (_name, file, content, calls) => {
    const ready = await checkout({ npm: GOOD_NPM, python3: python('3.12.1') });
    await ready.run();
    writeFileSync(path.join(ready.dir, file), content);
    expect((await ready.run()).code).toBe(0);
    expect(ready.calls()).toEqual(['called', 'uv', ...calls].sort());
  });
});

describe('a machine that lacks something', () => {
  it.each([
    ['no Python', {}, /Python 3\.10 or newer is needed for MLflow; none was found/],
    ['an old Python', { python3: python('3.9.6') }, /but python3 is 3\.9\.6/],
    ['a Python 4, which is new enough', { python3: python('4.0.0') }, /\.venv with Python 4\.0\.0/],
    [
      'an old Python first and a newer one beside it',
      { python3: python('3.9.6'), 'python3.11': python('3.11.2') },
      /3\.11\.2/,
    ],
  ])('%s', async (_name, programs, words) => {
    expect((await (await checkout({ npm: GOOD_NPM, ...programs })).run()).output).toMatch(words);
  });

  it('an npm that fails is shown with the end of its log and where the rest is', async () => {
    const fresh = await checkout({
      npm: 'echo "npm error code ENOTFOUND"; exit 7',
      python3: python('3.12.1'),
    });
    const { code, output } = await fresh.run();
    expect(code).toBe(1);
    expect(output).toContain('npm ci: failed');
    expect(output).toContain('  | npm error code ENOTFOUND');
    expect(output).toMatch(/"npm ci .*" failed \(exit code 7\)/);
    expect(output).toContain('.stack/logs/npm-ci.log');
    expect(output).not.toContain('at ');
  });

  it('keeps what the other installer got when one fails', async () => {
    const fresh = await checkout({ npm: 'exit 7', python3: python('3.12.1') });
    expect(await fresh.run()).toMatchObject({ code: 1 });
    writeFileSync(path.join(fresh.dir, 'bin', 'npm'), `#!/bin/sh\n${GOOD_NPM}\n`);
    expect(await fresh.run()).toMatchObject({ code: 0 });
    expect(fresh.calls()).toEqual(['called', 'uv']);
  });

  it('an npm that runs no install scripts is told apart', async () => {
    const npm = 'mkdir -p node_modules && cp package-lock.json node_modules/.package-lock.json';
    const { code, output } = await (await checkout({ npm, python3: python('3.12.1') })).run();
    expect(code).toBe(1);
    expect(output).toContain('npm rebuild node');
  });

  const CHROMIUM = { chromium: 'echo "Chromium 150.0"' };
  const FIREFOX = { firefox: 'echo "Mozilla Firefox 150.0"' };

  it.each(['CHROMIUM_PATH', 'FIREFOX_PATH'])('a %s that is no browser is named', async (variable) => {
    const fresh = await checkout({ npm: GOOD_NPM, python3: python('3.12.1'), ...CHROMIUM, ...FIREFOX });
    const { code, output } = await fresh.run(['--browser'], { [variable]: '/nowhere/browser' });
    expect(code).toBe(1);
    expect(output).toContain(`${variable} is /nowhere/browser, which is not a browser that runs.`);
  });

  it('a Chromium and a Firefox of the machine are enough', async () => {
    const fresh = await checkout({ npm: GOOD_NPM, python3: python('3.12.1'), ...CHROMIUM, ...FIREFOX });
    const { code, output } = await fresh.run(['--browser']);
    expect(code).toBe(0);
    expect(output).not.toMatch(/Chromium|Firefox/);
  });

  it('no Firefox, and no way to install one, leaves the other tests', async () => {
    const fresh = await checkout({ npm: GOOD_NPM, python3: python('3.12.1'), ...CHROMIUM });
    const { code, output } = await fresh.run(['--browser']);
    expect(output).toContain(
      'There is no Firefox, and none could be installed. Tests that need it are skipped.',
    );
    expect(code).toBe(0);
  });

  it('no Chromium, and no way to install one, leaves the other tests', async () => {
    const fresh = await checkout({ npm: GOOD_NPM, python3: python('3.12.1') });
    const { code, output } = await fresh.run(['--browser']);
    expect(output).toContain('Tests that need a browser are skipped.');
    expect(code).toBe(0);
  });

  it.each([
    ['Chromium', FIREFOX],
    ['Firefox', CHROMIUM],
  ])('no %s in CI is an error', async (name, programs) => {
    const fresh = await checkout({ npm: GOOD_NPM, python3: python('3.12.1'), ...programs });
    const { code, output } = await fresh.run(['--browser'], { CI: '1' });
    expect(output).toContain(`There is no ${name}, and none could be installed.`);
    expect(code).toBe(1);
  });

  it('an unknown option is named', async () => {
    const { code, output } = await (await checkout({})).run(['--browzer']);
    expect(code).toBe(1);
    expect(output).toMatch(/'--browzer'[\s\S]*--help/);
  });
});

it('Ctrl-C ends the installer too, and the next run goes on', async () => {
  const fresh = await checkout({ npm: 'echo $$ > npm.pid; sleep 600', python3: python('3.12.1') });
  const { child, output } = fresh.start();
  const file = path.join(fresh.dir, 'npm.pid');
  const pid = await vi.waitFor(() => {
    const number = Number(readFileSync(file, 'utf8'));
    expect(number).toBeGreaterThan(0);
    return number;
  });
  child.kill('SIGINT');
  expect((await once(child, 'close'))[0]).toBe(130);
  expect(output()).toContain('stopped');
  await vi.waitFor(() => expect(processStart(pid)).toBeUndefined());
  expect(existsSync(path.join(fresh.dir, '.stack', 'setup.lock'))).toBe(false);
});
