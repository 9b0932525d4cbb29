import { describe, expect, it } from 'vitest';
import { RegionError, shownCode } from './region.ts';

const FILE = `import mlflow
# region: train

def train():
    # region: inner
    for step in range(2):

        print(step)
    # endregion: inner

# endregion: train
train()
`;

function errorOf(text: string, name?: string) {
  try {
    shownCode(text, name);
  } catch (error) {
    if (error instanceof RegionError) return { line: error.line, message: error.message };
    throw error;
  }
  return undefined;
}

describe('shownCode', () => {
  it('shows a whole file without the comments that mark regions', () => {
    const { code, lines } = shownCode(FILE);
    expect(code).toBe(
      'import mlflow\n\ndef train():\n    for step in range(2):\n\n        print(step)\n\ntrain()',
    );
    expect(lines).toEqual([1, 3, 4, 6, 7, 8, 10, 12]);
  });

  it('shows a region without the blank lines around it, and what lies in it', () => {
    expect(shownCode(FILE, 'train').code).toBe(
      'def train():\n    for step in range(2):\n\n        print(step)',
    );
  });

  it('takes the indentation off that all lines have', () => {
    expect(shownCode(FILE, 'inner')).toEqual({
      code: 'for step in range(2):\n\n    print(step)',
      lines: [6, 7, 8],
    });
  });

  it('reads comments of TypeScript, and takes nothing else for a mark', () => {
    const text = '// region: a\nconst regions = "# region: b";\n//endregion: a\n#region\n';
    expect(shownCode(text, 'a').code).toBe('const regions = "# region: b";');
    expect(shownCode(text).code).toContain('#region');
  });

  it.each([
    ['# region: a\n# endregion: a', 'b', undefined, 'There is no region `b`. There are: a.'],
    ['x', 'b', undefined, 'There is no region `b`. There is none.'],
    ['x\n# region: a', 'a', 2, 'The region `a` never ends.'],
    ['x\n# endregion: a', undefined, 2, 'The region `a` ends but never begins.'],
    [
      '# region: a\n# endregion: a\n# region: a\n# endregion: a',
      'a',
      3,
      'The region `a` begins a second time.',
    ],
    ['# region: a b', undefined, 1, '`# region: a b` names no region.'],
  ])('refuses %j, region %s', (text, name, line, message) => {
    expect(errorOf(text, name)).toEqual({ line, message: expect.stringContaining(message) });
  });
});
