/** A module's own tests. */
import { expect } from 'vitest';
import type { RootName, Workspace } from './workspace.ts';

/** Runs the tests of a module, which must be there. Terraform validates it before the first of them. */
export async function expectModuleToPass(workspace: Workspace, root: RootName): Promise<void> {
  await workspace.init(root);
  const output = await workspace.terraform(root, 'test', '-no-color');
  expect(output).toMatch(/^Success! [1-9]\d* passed, 0 failed\.$/m);
}
