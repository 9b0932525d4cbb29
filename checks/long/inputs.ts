/** What the result of a test file depends on. */

import { listFiles } from '../changed/git.ts';
import { readImporters } from '../changed/graph.ts';
import { matches } from '../changed/matches.ts';
import { READS } from '../changed/reads.ts';

/** Which Python packages there are. Those of npm aren't here: each of their updates would make every result old. */
const ALWAYS: readonly string[] = ['{stack,tests/*}/requirements.txt'];

const NEVER: readonly string[] = ['**/*.md', '**/*.test.{ts,tsx}'];

/** What a stack has that tests in these folders never ask. */
const UNUSED: Readonly<Record<string, readonly string[]>> = {
  'tests/contract/**': ['health/**', 'examples/**', 'openapi/examples/**', 'routing/fixtures/**'],
  'tests/clients/**': ['health/**', 'examples/**', 'openapi/examples/**', 'routing/fixtures/**'],
};

/**
 * For each test file: itself, everything that it imports, reads or starts, directly or not, and the Python packages.
 *
 * @param tests paths from the project's root
 * @returns sorted paths from the project's root
 * @throws RevisionError where there is no git
 */
export async function inputsOf(tests: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const files = listFiles().filter((file) => !matches(file, NEVER));
  const imports = invert(await readImporters());
  const always = files.filter((file) => matches(file, ALWAYS));
  const uses = (file: string): string[] => [
    ...(imports.get(file) ?? []),
    ...READS.filter(({ by }) => by.includes(file)).flatMap((reads) =>
      files.filter((read) => matches(read, reads.files)),
    ),
  ];
  const known = new Set(files);
  return new Map(
    tests.map((test) => {
      const unused = Object.entries(UNUSED).flatMap(([folder, globs]) =>
        matches(test, [folder]) ? globs : [],
      );
      const reached = follow([test, ...always], (file) => (matches(file, unused) ? [] : uses(file)));
      const inputs = [...reached].filter(
        (file) => file === test || (known.has(file) && !matches(file, unused)),
      );
      return [test, inputs.sort()];
    }),
  );
}

/** The files that each file imports. */
function invert(importers: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const imports = new Map<string, string[]>();
  for (const [file, all] of importers)
    for (const importer of all) imports.set(importer, [...(imports.get(importer) ?? []), file]);
  return imports;
}

function follow(from: readonly string[], uses: (file: string) => readonly string[]): Set<string> {
  const reached = new Set<string>();
  const queue = [...from];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    queue.push(...uses(file));
  }
  return reached;
}
