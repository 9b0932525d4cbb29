/** Holds the imports of a checkout against its table of rooms. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { cruise, type ICruiseOptions } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { readRooms, rulesOf } from './rooms.ts';

/** File with the table of rooms, relative to the root. */
const TABLE = 'ARCHITECTURE.md';

/** Made by programs, or not code. */
const NOT_ROOMS = new Set(['build', 'coverage', 'dist', 'node_modules', 'static']);

const OPTIONS: ICruiseOptions = {
  validate: true,
  outputType: 'err-long',
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '(^|/)node_modules/|^docs/api/(mlflow|health)/|^snippets/fixtures/' },
  tsPreCompilationDeps: true,
};

/** What the fence found; `report` is for people. */
export interface Found {
  violations: number;
  report: string;
}

/**
 * Reads every import below a root and compares it with the table of rooms.
 *
 * @param root folder that holds ARCHITECTURE.md, tsconfig.json and the rooms
 * @throws Error when the table can't be read, or misses a folder that is there
 */
export async function fence(root: string): Promise<Found> {
  const rooms = readRooms(path.join(root, TABLE));
  const names = rooms.map(({ name }) => name);
  const there = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !NOT_ROOMS.has(entry.name))
    .map((entry) => `${entry.name}/`);
  const strangers = there.filter((name) => !names.includes(name));
  if (strangers.length > 0)
    throw new Error(`${TABLE} doesn't list ${strangers.join(', ')}. Give each a row in the table of rooms.`);
  const here = names.filter((name) => existsSync(path.join(root, name)) && !/\/./.test(name));
  const { output, exitCode } = await cruise(
    here,
    { ...OPTIONS, baseDir: root, ruleSet: { forbidden: rulesOf(rooms) } },
    { conditionNames: ['import', 'node', 'default', 'types'], exportsFields: ['exports'] },
    { tsConfig: extractTSConfig(path.resolve(root, 'tsconfig.json')) },
  );
  return { violations: exitCode, report: String(output).trim() };
}
