/** The modules and the root that create something in AWS: types, and their own tests with the provider mocked. */
import { afterAll, beforeAll, it } from 'vitest';
import { describeWith } from '../need.ts';
import { missingProvider } from './availability.ts';
import { expectModuleToPass } from './modules.ts';
import { Workspace } from './workspace.ts';

describeWith(missingProvider(), 'Terraform code with the AWS provider mocked', () => {
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = await Workspace.create();
  });
  afterAll(() => workspace?.remove());

  it.each(['albRouting', 'healthService', 'siteModule', 'monitoring', 'ci', 'routing'] as const)(
    'is valid and passes its tests: %s',
    (root) => expectModuleToPass(workspace, root),
  );
});
