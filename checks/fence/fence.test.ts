import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { testFolder } from '../../machine/testing/folder.ts';
import { fence } from './fence.ts';

const ARCHITECTURE = `
| Room | Holds | May import |
| --- | --- | --- |
| \`endpoint.ts\` | names | nothing |
| \`machine/\` | processes | nothing |
| \`service/\` | a service | \`endpoint.ts\` |
| \`service/report/\` | what it says | nothing |
| \`src/\` | the site | \`endpoint.ts\`, \`service/\` (types) |
| \`tests/\` | tests | everything |
`;

const HOUSE = {
  'ARCHITECTURE.md': ARCHITECTURE,
  'tsconfig.json': '{}',
  'endpoint.ts': "export const ORIGIN = 'https://registry.hokus.ai';",
  'machine/port.ts': "import net from 'node:net';\nexport const server = net.createServer();",
  'service/report/words.ts': "export const word = 'pass';\nexport interface Word { word: string }",
  'service/http.ts':
    "import { ORIGIN } from '../endpoint.ts';\nimport { word } from './report/words.ts';\nexport const answer = ORIGIN + word;",
  'service/http.test.ts': "import '../machine/port.ts';\nimport './http.ts';",
  'src/page.ts':
    "import type { Word } from '../service/report/words.ts';\nexport const page: Word = { word: 'pass' };",
  'tests/all.test.ts': "import '../service/http.ts';\nimport '../src/page.ts';",
};

let root: string;

beforeEach(async () => {
  root = await testFolder('fence', onTestFinished);
});

async function build(changes: Readonly<Record<string, string>> = {}): Promise<void> {
  for (const [name, text] of Object.entries({ ...HOUSE, ...changes })) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), text);
  }
}

describe('the fence', () => {
  it('lets pass what the table allows', async () => {
    await build();
    const { violations, report } = await fence(root);
    expect(report).toContain('no dependency violations found');
    expect(violations).toBe(0);
  });

  it.each<[what: string, file: string, text: string, message: string, others?: Record<string, string>]>([
    [
      'a room that is not listed',
      'service/door.ts',
      "import '../machine/port.ts';",
      'service imports: service/door.ts',
    ],
    [
      'a value where only types are allowed',
      'src/door.ts',
      "import { word } from '../service/report/words.ts';\nexport const door = word;",
      'src imports types: src/door.ts',
    ],
    [
      'a part of a room that may not know the rest of it',
      'service/report/door.ts',
      "import '../http.ts';",
      'service/report imports: service/report/door.ts',
    ],
    [
      'Node in what a browser loads, at any distance',
      'endpoint.ts',
      "import os from 'node:os';\nexport const ORIGIN = os.EOL;",
      'no-node-in-browser: src/door.ts',
      { 'src/door.ts': "import '../endpoint.ts';" },
    ],
    [
      'a circle',
      'service/one.ts',
      "import './two.ts';",
      'no-circle: service/',
      { 'service/two.ts': "import './one.ts';" },
    ],
  ])('refuses %s', async (_what, file, text, message, others = {}) => {
    await build({ [file]: text, ...others });
    const { violations, report } = await fence(root);
    expect(violations).toBeGreaterThan(0);
    expect(report).toContain(message);
  });

  it('names a folder that has no row', async () => {
    await build({ 'cellar/wine.ts': '' });
    await expect(fence(root)).rejects.toThrow("ARCHITECTURE.md doesn't list cellar/.");
  });

  it('names the row that it cannot read', async () => {
    await build({ 'ARCHITECTURE.md': `${ARCHITECTURE}| \`attic/\` | dust | all of it |\n` });
    await expect(fence(root)).rejects.toThrow('`attic/` may import "all of it"?');
  });
});
