/** Rules of other tools on their way into our table: still with ARNs in place of names. */
import { RoutingError } from '../error.ts';
import type { Action, Condition, Listener, Routes, Rule } from '../schema.ts';

/** A rule as another tool has it; `listener` and the targets of its action are ARNs. */
export type ForeignRule = {
  /** Where it was found, for messages. */
  source: string;
  name: string;
  listener: string;
  priority: number;
  conditions: Condition[];
  action: Action;
};

/** What ARNs are called, and what their listeners do with a request that no rule takes. */
export type Names = {
  listeners: ReadonlyMap<string, string>;
  targets: ReadonlyMap<string, string>;
  defaults?: ReadonlyMap<string, Action>;
  /** The name of a single listener that has no other; https when not given. */
  onlyListener?: string;
};

const NOT_FOUND: Action = {
  type: 'fixed-response',
  status: 404,
  contentType: 'text/plain',
  body: 'Not Found',
};

/** A name that the schema of our table accepts. */
export function toName(text: string): string {
  const name = text.replace(/[^A-Za-z0-9._/-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return name === '' ? 'unnamed' : name;
}

/** The name of a target group: as given, or as in its ARN. */
export function targetName(arn: string, names: Names): string {
  return names.targets.get(arn) ?? toName(/:targetgroup\/([^/]+)/.exec(arn)?.[1] ?? arn);
}

/** The action with names of targets in place of their ARNs. */
export function nameTargets(action: Action, names: Names): Action {
  if (action.type !== 'forward') return action;
  return {
    ...action,
    targets: action.targets.map(({ target, weight }) => ({ target: targetName(target, names), weight })),
  };
}

/** "https", "http" or, for example, "https-8443" says where a listener listens. */
export function listenerOf(name: string, defaultAction: Action = NOT_FOUND): Listener {
  const [, scheme, port] = /^(https?)(?:-(\d+))?$/.exec(name) ?? [];
  if (scheme === undefined) {
    throw new RoutingError(
      'bad-arguments',
      `Listener "${name}": expected a name that says protocol and port: https, http, https-8443.`,
      'Name it on the command line: --listener https=ARN.',
    );
  }
  const protocol = scheme === 'http' ? 'http' : 'https';
  return { protocol, port: Number(port ?? (protocol === 'http' ? 80 : 443)), shared: false, defaultAction };
}

/** Names every listener; a single one that nobody named is taken for HTTPS on 443. */
function listenerNames(arns: readonly string[], names: Names): Map<string, string> {
  const unknown = arns.filter((arn) => !names.listeners.has(arn));
  if (unknown.length > 1 || (unknown.length === 1 && arns.length > 1)) {
    throw new RoutingError(
      'not-understood',
      `Which listeners are these? Expected names for ${unknown.join(' and ')}.`,
      'Name each on the command line: --listener https=ARN --listener http=ARN.',
    );
  }
  return new Map(arns.map((arn) => [arn, names.listeners.get(arn) ?? names.onlyListener ?? 'https']));
}

const sortValues = (condition: Condition) =>
  JSON.stringify({ ...condition, values: condition.values.map((value) => JSON.stringify(value)).sort() });

/** Whether two rules say the same, whatever the order of their conditions and values. */
export function sameContent(
  one: Pick<Rule, 'conditions' | 'action'>,
  other: Pick<Rule, 'conditions' | 'action'>,
) {
  const text = ({ conditions, action }: Pick<Rule, 'conditions' | 'action'>) =>
    JSON.stringify([conditions.map(sortValues).sort(), action]);
  return text(one) === text(other);
}

/** Adds a rule, or the listener to the same rule that is already there; a stranger of its name gets a suffix. */
function add(rules: Rule[], rule: Rule, listener: string): void {
  const twin = rules.find(({ name }) => name === rule.name);
  if (
    twin &&
    twin.priority === rule.priority &&
    sameContent(twin, rule) &&
    !twin.listeners.includes(listener)
  ) {
    twin.listeners.push(listener);
  } else {
    rules.push(twin ? { ...rule, name: `${rule.name}-${listener}-${rule.priority}` } : rule);
  }
}

/**
 * Makes a table of foreign rules.
 *
 * @throws RoutingError when a listener has no name that says where it listens.
 */
export function toRoutes(foreign: readonly ForeignRule[], names: Names): Routes {
  const arns = [...new Set([...foreign.map(({ listener }) => listener), ...(names.defaults?.keys() ?? [])])];
  const named = listenerNames(arns, names);
  const rules: Rule[] = [];
  for (const { source, name, listener: arn, priority, conditions, action } of foreign) {
    const listener = named.get(arn) ?? 'https';
    const own = name.startsWith(`${listener}/`) ? name.slice(listener.length + 1) : name;
    const why = `Imported from ${source}.`;
    add(
      rules,
      { name: own, priority, listeners: [listener], conditions, action: nameTargets(action, names), why },
      listener,
    );
  }
  return assemble(rules, [...named], names);
}

function assemble(
  rules: Rule[],
  named: ReadonlyArray<readonly [arn: string, name: string]>,
  names: Names,
): Routes {
  const hosts = rules.flatMap(({ conditions }) =>
    conditions.flatMap((one) => (one.type === 'host-header' ? one.values : [])),
  );
  const shared = new Set(hosts).size > 1;
  const listeners = named.map(([arn, name]) => {
    const defaultAction = nameTargets(names.defaults?.get(arn) ?? NOT_FOUND, names);
    return [name, { ...listenerOf(name, defaultAction), shared }] as const;
  });
  const actions = [
    ...rules.map(({ action }) => action),
    ...listeners.map(([, { defaultAction }]) => defaultAction),
  ];
  const targets = actions.flatMap((action) =>
    action.type === 'forward' ? action.targets.map(({ target }) => target) : [],
  );
  return {
    hosts: [],
    listeners: Object.fromEntries(listeners),
    targets: Object.fromEntries(targets.map((target) => [target, { description: 'Imported.' }])),
    bands: [],
    rules: rules.sort((one, other) => one.priority - other.priority),
  };
}
