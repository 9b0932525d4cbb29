import { defineConfig } from 'vitest/config';

const ROOMS = '{config,health,openapi,plugins,routing,setup,src,stack,tests}';
const NEEDS_MLFLOW = '**/*.mlflow.test.ts';
const NEEDS_BUILD = 'tests/{budgets/*,oneUri,snippets/builtSite}.test.ts';
const NEEDS_STACK = '**/*.stack.test.ts';

/** One project for each thing that tests need around them; `tests/run.ts` runs them from fast to slow. */
export default defineConfig({
  test: {
    projects: [
      {
        // Nothing around them: they stand beside the file they test.
        test: {
          name: 'unit',
          include: [`${ROOMS}/**/*.test.{ts,tsx}`],
          exclude: [
            NEEDS_MLFLOW,
            NEEDS_BUILD,
            'tests/{contract,e2e,errors,reference,snippets,stack,terraform}/*.test.ts',
            NEEDS_STACK,
          ],
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Read the built site as files.
        test: { name: 'site', include: [NEEDS_BUILD], sequence: { groupOrder: 0 } },
      },
      {
        // Terraform on PATH and a plugin directory; each run of the provider takes 0.8 GiB.
        test: {
          name: 'terraform',
          include: ['tests/terraform/*.test.ts'],
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
          include: [`${ROOMS}/${NEEDS_MLFLOW}`, 'tests/stack/*.test.ts'],
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
          include: ['tests/{contract,e2e,errors,reference,snippets}/*.test.ts', NEEDS_STACK],
          exclude: [NEEDS_MLFLOW, NEEDS_BUILD],
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
