/** The Terraform code that needs no provider: its form, and the module of the rules. */
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../need.ts';
import { missingTerraform } from './availability.ts';
import { faultsTest } from './faults.ts';
import { expectModuleToPass } from './modules.ts';
import { ROOTS, Workspace } from './workspace.ts';

describeWith(missingTerraform(), 'Terraform code', () => {
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = await Workspace.create();
  });
  afterAll(() => workspace?.remove());

  it('is formatted', async () => {
    const { code, stdout } = await workspace.attempt('rules', [
      'fmt',
      '-check',
      '-recursive',
      '-diff',
      '../..',
    ]);
    expect(stdout).toBe('');
    expect(code).toBe(0);
  });

  it(`is valid and passes its tests: ${ROOTS.rules}`, () => expectModuleToPass(workspace, 'rules'));

  it('says of every seeded fault what the linter says', async () => {
    await writeFile(workspace.file('rules', 'tests/seeded.tftest.hcl'), faultsTest());
    await workspace.init('rules');
    const args = ['test', '-no-color', '-filter=tests/seeded.tftest.hcl'];
    expect(await workspace.terraform('rules', ...args)).toMatch(/^Success! [1-9]\d* passed, 0 failed\.$/m);
  });
});
