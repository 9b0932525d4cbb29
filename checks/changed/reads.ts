/** What files use without importing it: data that they read, programs that they start. */

interface Reads {
  /** Globs of the files that are read or started. */
  files: readonly string[];
  /** The files that do so. */
  by: readonly string[];
}

/** A change here can affect anything. */
export const EVERYTHING: readonly string[] = [
  '{package.json,package-lock.json,tsconfig.json,biome.json,knip.json,vitest.config.ts}',
  '{machine,stack,tests/terraform,tests/schemathesis,tests/clients}/requirements.{in,txt}',
  '{checks,setup}/**',
  '.ci/**',
  'tests/sharedStack.ts',
];

/** A change here affects no test: lint, prose and imports are checked anyway. */
export const NOTHING: readonly string[] = [
  'LICENSE',
  '**/*.md',
  '.editorconfig',
  '.gitignore',
  'health/Dockerfile*',
];

export const READS: readonly Reads[] = [
  {
    files: ['docs/**/*.mdx'],
    by: [
      'prose/cli.ts',
      'tests/errors/page.ts',
      'tests/reference/tables.ts',
      'tests/quickstart/programs.ts',
      'tests/oneUri/files.ts',
      'plugins/reference/guides.ts',
    ],
  },
  {
    files: ['snippets/published/*.json'],
    by: ['snippets/published/report.ts', 'snippets/published/compatibility.ts'],
  },
  {
    files: ['tests/quickstart/*.json'],
    by: ['tests/quickstart/result.ts'],
  },
  { files: ['prose/**/*.{yaml,txt,mdx}'], by: ['prose/cli.ts', 'prose/lint.test.ts'] },
  {
    files: ['snippets/**/*.{json,mdx,sh,py}', 'snippets/fixtures/**'],
    by: ['snippets/runner/suite.ts'],
  },
  {
    files: ['snippets/runner/*.{sh,py}', 'snippets/fixtures/**', 'openapi/{mlflow,health}.yaml'],
    by: ['snippets/runner/run.long.test.ts'],
  },
  {
    files: ['examples/**'],
    by: ['snippets/runner/suite.ts', 'tests/examples/program.ts', 'tests/oneUri/files.ts'],
  },
  { files: ['openapi/**'], by: ['openapi/generate/files.ts', 'openapi/check.ts', 'prose/cli.ts'] },
  { files: ['openapi/health.yaml'], by: ['health/openapi.ts', 'tests/health/contract.long.test.ts'] },
  { files: ['routing/**/*.json'], by: ['routing/load.ts'] },
  {
    files: [
      'routing/routes.json',
      'infra/{modules,roots,environments}/**',
      'tests/terraform/plans/*.tf',
      'config/redirects.json',
    ],
    by: ['tests/terraform/workspace.ts'],
  },
  {
    files: ['infra/modules/site/request.js', 'config/redirects.json'],
    by: ['tests/site/viewerRequest.test.ts'],
  },
  {
    files: ['health/history/table.ts', 'infra/{modules,roots,environments}/**'],
    by: ['tests/terraform/apply.long.test.ts'],
  },
  { files: ['machine/*.py'], by: ['machine/mlflow.ts'] },
  { files: ['tests/clients/**'], by: ['tests/clients/generated.long.test.ts'] },
  { files: ['health/main.ts'], by: ['stack/health.ts'] },
  { files: ['stack/main.ts'], by: ['tests/stack/command.ts'] },
  { files: ['routing/cli.ts'], by: ['routing/cli.test.ts'] },
  {
    files: ['tests/**/*.{py,toml}'],
    by: [
      'tests/contract/target.ts',
      'tests/errors/client.ts',
      'tests/schemathesis/run.ts',
      'tests/terraform/moto.ts',
    ],
  },
  {
    files: ['docs/guide/operate/**/*.mdx', 'verify/main.ts', 'routing/cli.ts'],
    by: ['tests/terraform/pages.ts'],
  },
  { files: ['status/**'], by: ['plugins/statusElement/build.ts'] },
  { files: ['stack/stack.ts', 'health/**/*.json'], by: ['tests/stack/flow.long.test.ts'] },
];
