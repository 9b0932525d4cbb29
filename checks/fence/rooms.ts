/** The table of rooms in ARCHITECTURE.md, and the rules for dependency-cruiser that follow from it. */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import type { IForbiddenRuleType, IRegularForbiddenRuleType } from 'dependency-cruiser';

type Sources = IRegularForbiddenRuleType['from'];

type Targets = IRegularForbiddenRuleType['to'];

/** What one row of the table says. */
export interface Room {
  /** A top-level folder with a slash at its end, or a top-level file. */
  name: string;
  imports: 'everything' | readonly Permission[];
}

/** A room or a file in it; `typesOnly` allows what `import type` brings. */
interface Permission {
  path: string;
  typesOnly: boolean;
}

/** Tests, their helpers and benchmarks never ship, so they may touch the machine. */
const NEVER_SHIPS = String.raw`(\.test\.tsx?$|/testing/|/bench/|/bench\.ts$)`;

/** What reaches a reader's browser: the site's code without tests, and all that it imports. */
const BROWSER = '^src/';

const TABLE = /^\| Room \|.*\n\|[ |-]+\n(?<rows>(?:\|.*\n)+)/m;

const ROW = /^\| `(?<name>[^`]+)` \| .* \| (?<imports>[^|]+) \|$/;

/**
 * Reads the rows of the table of rooms.
 *
 * @throws Error that names the file when it has no such table, or the row whose last cell can't be read
 */
export function readRooms(file: string): readonly Room[] {
  const table = TABLE.exec(readFileSync(file, 'utf8'))?.groups?.rows ?? '';
  const rows = table
    .split('\n')
    .map((line) => ROW.exec(line)?.groups)
    .filter((groups) => groups !== undefined);
  const rooms = rows.map(({ name = '', imports = '' }) => ({ name, imports: readCell(file, name, imports) }));
  if (rooms.length === 0)
    throw new Error(`${file} has no table of rooms: | \`room/\` | holds | may import |`);
  return rooms;
}

function readCell(file: string, room: string, cell: string): Room['imports'] {
  if (cell === 'everything') return cell;
  if (cell === 'nothing') return [];
  return cell.split(', ').map((entry) => {
    const { path, types } = /^`(?<path>[^`]+)`(?<types> \(types\))?$/.exec(entry)?.groups ?? {};
    if (path === undefined)
      throw new Error(
        `${file}: \`${room}\` may import "${entry}"? Write \`room/\`, \`room/\` (types), nothing or everything.`,
      );
    return { path, typesOnly: types !== undefined };
  });
}

/** One rule a room, one against circles, and one that keeps Node out of the browser. */
export function rulesOf(rooms: readonly Room[]): IForbiddenRuleType[] {
  const ours = rooms.map(({ name }) => start(name)).join('|');
  return [
    ...rooms.flatMap((room) => rulesOfRoom(room, ours)),
    {
      name: 'no-circle',
      comment: 'Two files that import each other are one file, or need a third for what both use.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-node-in-browser',
      comment: 'What src/ imports reaches the browser, where node:* is not to be had.',
      severity: 'error',
      from: { path: BROWSER, pathNot: NEVER_SHIPS },
      to: { path: `^(node:)?(${builtinModules.join('|')})$`, reachable: true },
    },
  ];
}

function rulesOfRoom({ name, imports }: Room, ours: string): IForbiddenRuleType[] {
  if (imports === 'everything') return [];
  const free = imports.filter(({ typesOnly }) => !typesOnly).map(({ path }) => start(path));
  const types = imports.filter(({ typesOnly }) => typesOnly).map(({ path }) => start(path));
  const own = start(name);
  const said = imports.map(({ path, typesOnly }) => `${path}${typesOnly ? ' (types)' : ''}`).join(', ');
  const rule = (scope: string, from: Sources, to: Targets): IForbiddenRuleType => ({
    name: `${name.replace(/\/$/, '')} ${scope}`,
    comment: `${name} may import ${said || 'nothing'}: see the table of rooms in ARCHITECTURE.md.`,
    severity: 'error',
    from,
    to,
  });
  const code = { path: own, pathNot: NEVER_SHIPS };
  const listed = [own, ...free, ...types];
  const rules = [
    rule('imports', code, { path: ours, pathNot: listed }),
    rule(
      'imports in tests',
      { path: `${own}.*${NEVER_SHIPS}` },
      { path: ours, pathNot: [...listed, start('machine/')] },
    ),
  ];
  if (types.length === 0) return rules;
  return [...rules, rule('imports types', code, { path: types, dependencyTypesNot: ['type-only'] })];
}

/** A path of the table as the beginning of a regular expression. */
function start(path: string): string {
  return `^${path.replaceAll('.', String.raw`\.`)}${path.endsWith('/') ? '' : '$'}`;
}
