import { defineConfig } from 'vitest/config';

const ROOMS =
  '{checks,config,examples,health,machine,openapi,plugins,prose,routing,setup,snippets,src,stack,tests}';

/** Tests of one tier, told by suffix alone. */
const tier = (suffix: string): string => `${ROOMS}/**/*.${suffix}.test.{ts,tsx}`;

/**
 * One project for each thing that tests need around them. A file's suffix names its tier: `name.test.ts` needs
 * nothing, `name.stack.test.ts` a running stack.
 */
export default defineConfig({
  test: {
    projects: [
      {
        // Nothing around them: they stand beside the file they test.
        test: {
          name: 'unit',
          include: [`${ROOMS}/**/*.test.{ts,tsx}`],
          exclude: [`${ROOMS}/**/*.*.test.{ts,tsx}`],
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Read the built site as files.
        test: { name: 'site', include: [tier('site')], sequence: { groupOrder: 0 } },
      },
      {
        // Terraform on PATH and a plugin directory; each run of the provider takes 0.8 GiB.
        test: {
          name: 'terraform',
          include: [tier('terraform')],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // Each file starts its own MLflow or stack, and breaks it: one at a time.
        test: {
          name: 'mlflow',
          include: [tier('mlflow')],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        // Share one running stack, which they use as a reader would and leave whole.
        test: {
          name: 'stack',
          include: [tier('stack')],
          globalSetup: 'tests/sharedStack.ts',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
