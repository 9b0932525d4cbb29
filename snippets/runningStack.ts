/** The stack that snippets run against: one that runs already, or one of our own that ends with the run. */
import { REGISTRY_ORIGIN, TRACKING_PATH } from '../endpoint.ts';
import { freePort } from '../machine/ports.ts';
import { temporaryFolder } from '../machine/temporary.ts';
import { dataPaths } from '../stack/paths.ts';
import { startStack } from '../stack/stack.ts';
import { SnippetError } from './runner/errors.ts';
import type { Registry } from './runner/target.ts';

export interface RunningStack {
  target: Registry;
  stop: () => Promise<void>;
}

/** What the command line and the environment say of a running stack. */
export interface StackFlags {
  origin: string | undefined;
  key: string | undefined;
  /** URL of a running MLflow, to write to, for a stack of our own; without it, the stack starts the pinned one. */
  mlflowUri?: string;
}

/**
 * Finds the stack that the flags name, or starts one.
 *
 * @throws SnippetError USAGE when only half of a running stack is named, or it is a live host
 * @throws StackError when a stack of our own does not start
 */
export async function findStack(flags: StackFlags, signal: AbortSignal): Promise<RunningStack> {
  const { origin, key, mlflowUri } = flags;
  if (origin !== undefined && key !== undefined) {
    return { target: { registryOrigin: checkOrigin(origin), key }, stop: async () => {} };
  }
  if (origin === undefined && key === undefined) return startOwnStack(mlflowUri, signal);
  const missing = origin === undefined ? 'REGISTRY_ORIGIN' : 'HOKUSAI_KEY';
  throw new SnippetError(
    'USAGE',
    'A running stack needs both its origin and its key.',
    `Set ${missing} too.`,
  );
}

/** What the pages say of a healthy endpoint holds on a busy machine too, where answers take long. */
const PATIENT = { ROUND_TIMEOUT_MS: '60000', SLOW_AFTER_MS: '59000' };

/** A stack without data of earlier runs, gone when the run ends. */
async function startOwnStack(mlflowUri: string | undefined, signal: AbortSignal): Promise<RunningStack> {
  const dataDir = await temporaryFolder('stack');
  const gatewayPort = await freePort();
  // The stack itself writes only to an MLflow that it started, and pages show a report without gaps.
  const canary = {
    TRACKING_URI: `http://localhost:${gatewayPort}${TRACKING_PATH}`,
    CANARY_KEY_FILE: dataPaths(dataDir.path).canaryKey,
  };
  try {
    const stack = await startStack({
      site: false,
      dataDir: dataDir.path,
      gatewayPort,
      mlflowUri,
      healthSettings: { ...PATIENT, ...canary },
      say: console.log,
      signal,
    });
    const stop = async () => {
      await stack.stop();
      await dataDir.remove();
    };
    return { target: { registryOrigin: stack.registryOrigin, key: stack.key }, stop };
  } catch (error) {
    await dataDir.remove();
    throw error;
  }
}

function checkOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.origin !== text.replace(/\/$/, '')) {
    const hint = 'Write scheme, host and port only: http://localhost:8080';
    throw new SnippetError('USAGE', `\`${text}\` is no origin.`, hint);
  }
  if (url.origin === REGISTRY_ORIGIN || /(^|\.)(hokus|hokusai)\.ai$/.test(url.hostname)) {
    throw new SnippetError('USAGE', 'Snippets never run against a live host.', 'Name a local stack.');
  }
  return url.origin;
}
