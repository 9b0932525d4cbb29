import { defineConfig } from 'vitest/config';
import { findTests, ROOMS, type Tier } from './checks/tiers.ts';

// A test that no tier takes would never run: it stops every run of Vitest instead.
findTests();

const ALL = `{${ROOMS.join(',')}}/**/*.test.{ts,tsx}`;
const SUFFIXED = `{${ROOMS.join(',')}}/**/*.*.test.{ts,tsx}`;

/** A project for the tests of a tier, told by suffix alone. */
const ofTier = (tier: Tier) => ({
  name: tier,
  ...(tier === 'unit'
    ? { include: [ALL], exclude: [SUFFIXED] }
    : { include: [ALL.replace('*.test', `*.${tier}.test`)] }),
});

/**
 * One project for each thing that tests need around them. A file's suffix names its tier: `name.test.ts` needs
 * nothing, `name.stack.test.ts` a running stack.
 */
export default defineConfig({
  test: {
    projects: [
      // Nothing around them: they stand beside the file they test. Fresh modules for each file take half as long again, so
      // all share one set: a test puts back what it changes, such as variables, globals and timers.
      { test: { ...ofTier('unit'), isolate: false } },
      // A document, the same one for all of them.
      {
        test: {
          ...ofTier('dom'),
          isolate: false,
          environment: 'jsdom',
          setupFiles: 'tests/emptyDocument.ts',
        },
      },
      // The built site: as files, or in a browser without a stack.
      { test: { ...ofTier('site'), isolate: false, testTimeout: 60_000, hookTimeout: 60_000 } },
      // Terraform on PATH and a plugin directory; each run of the provider takes 0.8 GiB.
      { test: { ...ofTier('terraform'), testTimeout: 180_000, hookTimeout: 300_000 } },
      // Each file starts its own MLflow or stack, and may break it.
      { test: { ...ofTier('mlflow'), testTimeout: 60_000, hookTimeout: 120_000 } },
      // Any of the above, and more than half a minute of it: run when what they depend on has changed.
      { test: { ...ofTier('long'), testTimeout: 180_000, hookTimeout: 600_000 } },
      // Share one running stack, which they use as readers would: beside each other, and without breaking it.
      {
        test: {
          ...ofTier('stack'),
          // One worker keeps its browser over all of its files.
          isolate: false,
          globalSetup: 'tests/sharedStack.ts',
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
