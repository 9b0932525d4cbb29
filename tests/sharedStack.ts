/** Starts one local stack for all tests of a vitest run and tells them where it is. */
import type { TestProject } from 'vitest/node';
import { temporaryFolder } from '../machine/temporary.ts';
import { startStack } from '../stack/stack.ts';

/** A busy test machine is slow without being ill, and one browser that visits every page is not an attack. */
export const PATIENT = { ROUND_TIMEOUT_MS: '10000', SLOW_AFTER_MS: '9000', RATE_LIMIT_PER_MINUTE: '0' };

/** What a test gets from `inject('stack')`. */
export interface SharedStack {
  docsOrigin: string;
  registryOrigin: string;
  trackingUri: string;
  key: string;
  mlflowUrl: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    stack: SharedStack;
  }
}

export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const dataDir = await temporaryFolder('stack');
  const stack = await startStack({ dataDir: dataDir.path, healthSettings: PATIENT });
  provide('stack', {
    docsOrigin: stack.docsOrigin,
    registryOrigin: stack.registryOrigin,
    trackingUri: stack.trackingUri,
    key: stack.key,
    mlflowUrl: stack.mlflow.url,
  });
  return async () => {
    await stack.stop();
    await dataDir.remove();
  };
}
