/** Makes the names of two tables mean the same, so that they can be compared. */
import type { Action, Routes } from '../schema.ts';
import type { Table } from './foreign.ts';

function withTargets(routes: Routes, names: ReadonlyMap<string, string>): Routes {
  const nameOf = (target: string) => names.get(target) ?? target;
  const rename = <T extends Action | null>(action: T): T =>
    action?.type === 'forward'
      ? { ...action, targets: action.targets.map((one) => ({ ...one, target: nameOf(one.target) })) }
      : action;
  return {
    ...routes,
    targets: Object.fromEntries(
      Object.entries(routes.targets).map(([name, target]) => [nameOf(name), target]),
    ),
    listeners: Object.fromEntries(
      Object.entries(routes.listeners).map(([name, listener]) => [
        name,
        { ...listener, defaultAction: rename(listener.defaultAction) },
      ]),
    ),
    rules: routes.rules.map((rule) => ({ ...rule, action: rename(rule.action) })),
  };
}

/** Names for the targets of both tables, by the names that they have. */
function targetNames(before: Table, after: Table): Record<'before' | 'after', Map<string, string>> {
  const nameByArn = new Map([...before.identities].map(([name, arn]) => [arn, name]));
  const oldNames = new Map<string, string>();
  const newNames = new Map<string, string>();
  for (const [name, arn] of after.identities) {
    const known = nameByArn.get(arn);
    const rival = before.identities.get(name);
    if (known !== undefined) {
      newNames.set(name, known);
    } else if (rival !== undefined) {
      newNames.set(name, `${name}-${arn.replace(/^.*\//, '')}`);
      oldNames.set(name, `${name}-${rival.replace(/^.*\//, '')}`);
    }
  }
  for (const [name, known] of newNames) {
    const own = oldNames.get(known);
    if (own !== undefined) newNames.set(name, own);
  }
  return { before: oldNames, after: newNames };
}

/** A default action that one table does not tell is taken from the other. */
function withDefaultsOf(routes: Routes, other: Routes): { routes: Routes; untold: string[] } {
  const untold = Object.entries(routes.listeners)
    .filter(([name, { defaultAction }]) => defaultAction === null && other.listeners[name]?.defaultAction)
    .map(([name]) => name);
  const listeners = Object.entries(routes.listeners).map(([name, listener]) => {
    const { defaultAction = null, defaultAuthenticate } =
      (untold.includes(name) && other.listeners[name]) || listener;
    const around = defaultAuthenticate === undefined ? {} : { defaultAuthenticate };
    return [name, { ...listener, defaultAction, ...around }] as const;
  });
  return { routes: { ...routes, listeners: Object.fromEntries(listeners) }, untold };
}

/** Two tables whose names mean the same. */
interface Aligned {
  before: Routes;
  after: Routes;
  /** What had to be assumed, as sentences. */
  assumptions: string[];
}

/**
 * Gives the targets of the second table the names of the first, by ARN; two groups of one name that are not the same get
 * the end of their ARN to their names. Targets without an ARN are compared by name.
 */
export function align(before: Table, after: Table): Aligned {
  const names = targetNames(before, after);
  const [old, fresh] = [withTargets(before.routes, names.before), withTargets(after.routes, names.after)];
  const [first, second] = [withDefaultsOf(old, fresh), withDefaultsOf(fresh, old)];
  const untold = [...first.untold, ...second.untold].map(
    (name) => `The default action of ${name} is told by one table only, and taken to be the same in both.`,
  );
  return {
    before: first.routes,
    after: second.routes,
    assumptions: [...new Set([...before.notes, ...after.notes, ...untold])],
  };
}
