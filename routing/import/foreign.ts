/** Rules of other tools on their way into our table: still with ARNs in place of names. */
import { conditionsKey } from '../conditions.ts';
import { RoutingError } from '../error.ts';
import type { Action, Authentication, Condition, Listener, Routes, Rule, Transform } from '../schema.ts';

/** What a rule or a listener does, in the order in which AWS does it. */
export interface Actions {
  authenticate?: Authentication[];
  action: Action;
}

/** A rule as another tool has it; `listener` and the targets of its action are ARNs or other identities. */
export interface ForeignRule extends Actions {
  /** Where it was found, for messages: an ARN or an address. */
  source: string;
  name: string;
  listener: string;
  priority: number;
  conditions: Condition[];
  transforms?: Transform[];
}

/** A listener as another tool has it. */
export interface ForeignListener {
  /** Its ARN or another identity. */
  id: string;
  protocol: 'http' | 'https';
  port: number;
  /** The load balancer that it belongs to, by ARN or another identity. */
  balancer: string;
  /** Null when the source does not tell. */
  defaults: Actions | null;
}

/** What identities are called. */
export interface Names {
  /** Names of listeners by identity: https, http or, for example, https-8443. */
  listeners: ReadonlyMap<string, string>;
  /** Names of target groups by identity. */
  targets: ReadonlyMap<string, string>;
  /** Names of rules by ARN, from their tags. */
  rules?: ReadonlyMap<string, string>;
  /** Default actions of listeners that nothing else describes. */
  defaults?: ReadonlyMap<string, Actions>;
  /** The name of a single listener that has no other. */
  onlyListener?: string;
}

/** The rules of one load balancer. */
export interface Table {
  /** Name of the load balancer; empty when the source does not tell. */
  balancer: string;
  routes: Routes;
  /** The identity, mostly an ARN, of each target by its name in `routes`. */
  identities: ReadonlyMap<string, string>;
  /** What had to be assumed, as sentences. */
  notes: readonly string[];
}

/** A name that the schema of our table accepts. */
export function toName(text: string): string {
  const name = text.replace(/[^A-Za-z0-9._/-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return name === '' ? 'unnamed' : name;
}

/** The ARN of the listener that a rule belongs to. */
export function listenerArnOf(ruleArn: string): string {
  return ruleArn.replace(':listener-rule/', ':listener/').replace(/\/[^/]+$/, '');
}

/** The identity of the load balancer in the ARN of a listener, or the whole when it is no ARN. */
export function balancerOf(listener: string): string {
  const [, balancer] = /:listener\/(app\/[^/]+\/[^/]+)\//.exec(listener) ?? [];
  return balancer ?? '';
}

/** The name in the identity of a load balancer, or the whole when there is none. */
export const balancerName = (balancer: string): string =>
  /app\/([^/]+)\//.exec(`${balancer}/`)?.[1] ?? balancer;

/**
 * Gives each target group a name of its own: as given, or as in its ARN. Two groups of one name are told apart by the end
 * of their ARN, so that nothing is compared by name that differs in fact.
 */
export class TargetNames {
  readonly #given: ReadonlyMap<string, string>;
  readonly #names = new Map<string, string>();

  constructor(given: ReadonlyMap<string, string>) {
    this.#given = given;
  }

  nameOf(identity: string): string {
    const known = this.#names.get(identity);
    if (known !== undefined) return known;
    const wanted =
      this.#given.get(identity) ?? toName(/:targetgroup\/([^/]+)/.exec(identity)?.[1] ?? identity);
    const taken = new Set(this.#names.values());
    const name = taken.has(wanted) ? toName(`${wanted}-${identity.replace(/^.*\//, '')}`) : wanted;
    this.#names.set(identity, name);
    return name;
  }

  /** The action with names in place of identities. */
  name(action: Action): Action {
    if (action.type !== 'forward') return action;
    const targets = action.targets.map(({ target, weight }) => ({ target: this.nameOf(target), weight }));
    return { ...action, targets };
  }

  /** The identity behind each name that was given. */
  get identities(): Map<string, string> {
    return new Map([...this.#names].map(([identity, name]) => [name, identity]));
  }
}

/** "https", "http" or, for example, "https-8443" for a protocol and a port. */
export function listenerName(protocol: string, port: number): string {
  return port === (protocol === 'http' ? 80 : 443) ? protocol : `${protocol}-${port}`;
}

/**
 * Where a listener of such a name listens.
 *
 * @throws RoutingError `bad-arguments` when the name does not say it.
 */
export function listenerNamed(name: string): Pick<Listener, 'protocol' | 'port'> {
  const [, scheme, port] = /^(https?)(?:-(\d+))?$/.exec(name) ?? [];
  if (scheme === undefined) {
    throw new RoutingError(
      'bad-arguments',
      `Listener "${name}": expected a name that says protocol and port: https, http, https-8443.`,
      'Name it on the command line: --listener https=ARN.',
    );
  }
  const protocol = scheme === 'http' ? 'http' : 'https';
  return { protocol, port: Number(port ?? (protocol === 'http' ? 80 : 443)) };
}

type Content = Pick<Rule, 'conditions' | 'authenticate' | 'action' | 'transforms'>;

/** The same text for rules that say the same, whatever the order of their conditions and values. */
function contentOf({ conditions, authenticate, action, transforms }: Content): string {
  return JSON.stringify([conditionsKey(conditions), authenticate, action, transforms]);
}

/** Whether two rules say the same, whatever the order of their conditions and values. */
export const sameContent = (one: Content, other: Content): boolean => contentOf(one) === contentOf(other);

/** Adds a rule, or the listener to the same rule that is already there; a stranger of its name gets a suffix. */
function add(rules: Rule[], rule: Rule, listener: string): void {
  const twin = rules.find(({ name }) => name === rule.name);
  const same = twin?.priority === rule.priority && sameContent(twin, rule);
  if (twin && same && !twin.listeners.includes(listener)) {
    twin.listeners.push(listener);
    return;
  }
  rules.push(twin ? { ...rule, name: uniqueName(rules, `${rule.name}-${listener}-${rule.priority}`) } : rule);
}

function uniqueName(rules: readonly Rule[], wanted: string): string {
  let name = wanted;
  for (let count = 2; rules.some((rule) => rule.name === name); count++) name = `${wanted}-${count}`;
  return name;
}

interface KnownListener extends ForeignListener {
  name: string;
  note: string | null;
}

/** Listeners that the rules name and nobody describes. */
function undescribed(
  rules: readonly ForeignRule[],
  known: readonly ForeignListener[],
  { defaults = new Map() }: Names,
): string[] {
  const ids = new Set(known.map(({ id }) => id));
  return [...new Set([...rules.map(({ listener }) => listener), ...defaults.keys()])].filter(
    (id) => !ids.has(id),
  );
}

/**
 * Completes the listeners: described ones are called by protocol and port, others as they were named. A sole listener
 * that nobody names is taken for HTTPS on 443, and the table says so.
 *
 * @throws RoutingError `not-understood` when several have no name.
 */
function completeListeners(
  rules: readonly ForeignRule[],
  described: readonly ForeignListener[],
  names: Names,
): KnownListener[] {
  const strangers = undescribed(rules, described, names);
  const nameless = strangers.filter((id) => !names.listeners.has(id));
  if (nameless.length > 1 || (nameless.length === 1 && strangers.length + described.length > 1)) {
    throw new RoutingError(
      'not-understood',
      `Which listeners are these? Expected names for ${nameless.join(' and ')}.`,
      'Give the output of aws elbv2 describe-listeners too, or name each: --listener https=ARN --listener http=ARN.',
    );
  }
  const guessed = (id: string): KnownListener => {
    const given = names.listeners.get(id) ?? names.onlyListener;
    const name = given ?? 'https';
    const note =
      given === undefined
        ? `Protocol and port of ${id} are not told; taken for https on 443. Give describe-listeners too, or --listener NAME.`
        : null;
    return {
      id,
      ...listenerNamed(name),
      balancer: balancerOf(id),
      defaults: names.defaults?.get(id) ?? null,
      name,
      note,
    };
  };
  return [
    ...described.map((listener) => ({
      ...listener,
      name: names.listeners.get(listener.id) ?? listenerName(listener.protocol, listener.port),
      note: null,
    })),
    ...strangers.map(guessed),
  ];
}

function listenerOf(
  { protocol, port, defaults }: KnownListener,
  shared: boolean,
  targets: TargetNames,
): Listener {
  return {
    protocol,
    port,
    shared,
    defaultAction: defaults === null ? null : targets.name(defaults.action),
    ...(defaults?.authenticate === undefined ? {} : { defaultAuthenticate: defaults.authenticate }),
  };
}

/** A name without the listener before it, as our own resources have it: "https/health" is "health". */
function ownName({ name, source }: ForeignRule, listener: string, names: Names): string {
  const given = names.rules?.get(source);
  if (given !== undefined) return toName(given);
  return name.startsWith(`${listener}/`) ? name.slice(listener.length + 1) : name;
}

function toTable(
  balancer: string,
  foreign: readonly ForeignRule[],
  listeners: readonly KnownListener[],
  names: Names,
): Table {
  const targets = new TargetNames(names.targets);
  const nameOf = new Map(listeners.map(({ id, name }) => [id, name]));
  const rules: Rule[] = [];
  for (const rule of foreign.toSorted((one, other) => one.priority - other.priority)) {
    const listener = nameOf.get(rule.listener) ?? '';
    const { source, priority, conditions, authenticate, transforms } = rule;
    const action = targets.name(rule.action);
    const around = { ...(authenticate ? { authenticate } : {}), ...(transforms ? { transforms } : {}) };
    const content = { conditions, ...around, action };
    const name = ownName(rule, listener, names);
    add(
      rules,
      { name, priority, listeners: [listener], ...content, why: `Imported from ${source}.` },
      listener,
    );
  }
  const hosts = rules.flatMap(({ conditions }) =>
    conditions.flatMap((one) => (one.type === 'host-header' ? one.values : [])),
  );
  const shared = new Set(hosts).size > 1;
  const named = listeners.map((one) => [one.name, listenerOf(one, shared, targets)] as const);
  return {
    balancer: balancerName(balancer),
    routes: {
      hosts: [],
      listeners: Object.fromEntries(named),
      targets: Object.fromEntries(
        [...targets.identities.keys()].map((name) => [name, { description: 'Imported.' }]),
      ),
      bands: [],
      rules,
    },
    identities: targets.identities,
    notes: listeners.flatMap(({ note }) => note ?? []),
  };
}

/**
 * Makes a table of foreign rules for each load balancer.
 *
 * @throws RoutingError when a listener has no name that says where it listens.
 */
export function toTables(
  rules: readonly ForeignRule[],
  described: readonly ForeignListener[],
  names: Names,
): Table[] {
  const listeners = completeListeners(rules, described, names);
  const balancers = [...new Set(listeners.map(({ balancer }) => balancer))];
  return balancers.map((balancer) => {
    const here = listeners.filter((one) => one.balancer === balancer);
    const ids = new Set(here.map(({ id }) => id));
    return toTable(
      balancer,
      rules.filter(({ listener }) => ids.has(listener)),
      here,
      names,
    );
  });
}
