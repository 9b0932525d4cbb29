/** Starts one local stack for all tests of a vitest run and tells them where it is. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startStack } from '../stack/stack.ts';

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
  const dataDir = await mkdtemp(path.join(tmpdir(), 'stack-'));
  const stack = await startStack({ dataDir, docsPort: 0, gatewayPort: 0 });
  provide('stack', {
    docsOrigin: stack.docsOrigin,
    registryOrigin: stack.registryOrigin,
    trackingUri: stack.trackingUri,
    key: stack.key,
    mlflowUrl: stack.mlflow.url,
  });
  return async () => {
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
