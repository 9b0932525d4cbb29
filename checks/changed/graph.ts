/** Who imports whom in this project. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { ROOT } from '../../machine/paths.js';
import { ROOMS } from '../tiers.ts';

/** Files by the file that they import; files that nobody imports are there too. */
export type Importers = ReadonlyMap<string, readonly string[]>;

/** Reads every import of the project. */
export async function readImporters(): Promise<Importers> {
  const { output } = await cruise(
    [
      ...ROOMS.filter((room) => existsSync(path.join(ROOT, room))),
      'endpoint.ts',
      'docusaurus.config.ts',
      'sidebars.ts',
    ],
    {
      baseDir: ROOT,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)node_modules/|^docs/api/(mlflow|health)/' },
      tsPreCompilationDeps: true,
    },
    { conditionNames: ['import', 'node', 'default', 'types'], exportsFields: ['exports'] },
    { tsConfig: extractTSConfig(`${ROOT}/tsconfig.json`) },
  );
  if (typeof output === 'string') throw new TypeError('dependency-cruiser gave a text, not its result.');
  return new Map(output.modules.map(({ source, dependents }) => [source, dependents]));
}
