/** The place where a page's blocks run: fresh directories and an environment that holds nothing of the developer's own. */
import { mkdir, readdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pageId } from './pages.ts';
import { type Target, toStack } from './target.ts';

/** Folder of one run; pages get their own folders in it. */
export interface RunFolder {
  /** Adds the folders of one page, below a folder with its name: `tracking/runs` for `docs/guide/tracking/runs.mdx`. */
  page: (page: string) => Promise<Sandbox>;
}

export interface Sandbox {
  /** Where the reader stands. */
  work: string;
  home: string;
  /** One folder per block, for the runner. */
  blocks: string;
  /** Copies of folders of `examples/`. */
  examples: string;
  env: Record<string, string>;
}

export interface RunFolderOptions {
  target: Target;
  /** Folder of the Python environment that the pages use. */
  venv: string;
  /** The `node` program that the pages use. */
  node: string;
  /** URL of the npm registry that pages install from. */
  npmRegistry: string;
  /** Existing, empty folder. */
  root: string;
}

/** A port that nothing listens on: what leaves this machine fails at once instead of reaching a live host. */
const NO_NETWORK = 'http://127.0.0.1:9';

/** Prepares the folder of a run. */
export async function createRunFolder(options: RunFolderOptions): Promise<RunFolder> {
  const root = await realpath(options.root);
  await mkdir(path.join(root, 'bin'));
  await mkdir(path.join(root, 'cache'));
  await symlink(options.node, path.join(root, 'bin', 'node'));
  return {
    page: (page) => createSandbox(path.join(root, 'pages', pageId(page)), root, options),
  };
}

/** Copies a folder of `examples/` for the page, with the stack's origin and key in its text files. */
export async function copyExample(from: string, to: string, target: Target): Promise<void> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const source = path.join(entry.parentPath, entry.name);
    const destination = path.join(to, path.relative(from, source));
    const bytes = await readFile(source);
    await mkdir(path.dirname(destination), { recursive: true });
    await writeFile(destination, bytes.includes(0) ? bytes : toStack(bytes.toString('utf8'), target));
  }
}

async function createSandbox(root: string, runRoot: string, options: RunFolderOptions): Promise<Sandbox> {
  const folder = (name: string) => path.join(root, name);
  const sandbox = {
    work: folder('work'),
    home: folder('home'),
    blocks: folder('blocks'),
    examples: folder('examples'),
  };
  for (const made of [...Object.values(sandbox), folder('tmp')]) await mkdir(made, { recursive: true });
  return { ...sandbox, env: environment(sandbox.home, folder('tmp'), runRoot, options) };
}

/** What a reader's shell holds before the page says anything. No Hokusai or MLflow setting of the developer gets in. */
function environment(
  home: string,
  tmp: string,
  runRoot: string,
  options: RunFolderOptions,
): Record<string, string> {
  const bin = [
    path.join(runRoot, 'bin'),
    path.join(options.venv, 'bin'),
    process.env.PATH ?? '/usr/bin:/bin',
  ];
  const localHosts = ['localhost', '127.0.0.1', '::1', new URL(options.target.registryOrigin).hostname].join(
    ',',
  );
  return {
    PATH: bin.join(path.delimiter),
    HOME: home,
    TMPDIR: tmp,
    LANG: 'C.UTF-8',
    PYTHONUTF8: '1',
    TERM: 'dumb',
    NO_COLOR: '1',
    MPLBACKEND: 'Agg',
    XDG_CACHE_HOME: path.join(runRoot, 'cache'),
    PIP_NO_INDEX: '1',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PIP_ROOT_USER_ACTION: 'ignore',
    npm_config_registry: options.npmRegistry,
    npm_config_cache: path.join(runRoot, 'cache', 'npm'),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    NODE_USE_ENV_PROXY: '1',
    MLFLOW_DISABLE_TELEMETRY: 'true',
    DO_NOT_TRACK: 'true',
    HTTP_PROXY: NO_NETWORK,
    HTTPS_PROXY: NO_NETWORK,
    http_proxy: NO_NETWORK,
    https_proxy: NO_NETWORK,
    NO_PROXY: localHosts,
    no_proxy: localHosts,
  };
}
