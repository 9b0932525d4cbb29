/** The Terraform code by itself: form, types, and its own tests, without an account. */
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../need.ts';
import { missingProvider, missingTerraform } from './availability.ts';
import { faultsTest } from './faults.ts';
import { ROOTS, type RootName, Workspace } from './workspace.ts';

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

  /** Runs the tests of a module, which must be there. Terraform validates it before the first of them. */
  async function check(root: RootName): Promise<void> {
    await workspace.init(root);
    const output = await workspace.terraform(root, 'test', '-no-color');
    expect(output).toMatch(/^Success! [1-9]\d* passed, 0 failed\.$/m);
  }

  it(`is valid and passes its tests without a provider: ${ROOTS.rules}`, () => check('rules'));

  it('says of every seeded fault what the linter says', async () => {
    await writeFile(workspace.file('rules', 'tests/seeded.tftest.hcl'), faultsTest());
    await workspace.init('rules');
    const args = ['test', '-no-color', '-filter=tests/seeded.tftest.hcl'];
    expect(await workspace.terraform('rules', ...args)).toMatch(/^Success! [1-9]\d* passed, 0 failed\.$/m);
  });

  describeWith(missingProvider(), 'with the AWS provider mocked', () => {
    it.each(['albRouting', 'healthService', 'siteModule', 'monitoring', 'ci', 'routing'] as const)(
      'is valid and passes its tests: %s',
      check,
    );
  });
});
