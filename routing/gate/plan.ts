/**
 * Reads what a Terraform plan does to listeners, rules and target groups. Everything is known by its ARN, or by the
 * address of its resource while it has none: names that come from the plan are only for people.
 */
import * as z from 'zod';
import { RoutingError } from '../error.ts';
import {
  type Actions,
  balancerName,
  balancerOf,
  listenerName,
  listenerNamed,
  sameContent,
  TargetNames,
} from '../import/foreign.ts';
import { type GivenNames, namesOf } from '../import/names.ts';
import type { Described } from '../import/read.ts';
import {
  isApplicationBalancer,
  isCertificate,
  isListener,
  isListenerRule,
  isLoadBalancer,
  isOfApplication,
  isTargetGroup,
  listenerAttributesSchema,
  type Resolve,
  ruleAttributesSchema,
  terraformSchema,
  toForeignListener,
  toForeignRule,
} from '../import/terraform.ts';
import { LISTENER_DECIDES, RULE_DECIDES, withUnknowns } from '../import/unknown.ts';
import { checkShape } from '../load.ts';
import type { Routes, Rule } from '../schema.ts';
import { type Asker, configurationSchema, sourcesOf } from './references.ts';

/** What becomes of one rule. */
export interface Change {
  address: string;
  kind: 'none' | 'create' | 'update' | 'delete' | 'replace';
  /** False for what lives on the listener without being in the plan. */
  isManaged: boolean;
  /**
   * The states that the rule passes through: the rules that exist in each. The provider makes one call per state:
   * SetRulePriorities before ModifyRule, DeleteRule before CreateRule unless told otherwise.
   */
  states: ReadonlyArray<readonly Rule[]>;
}

/** Attributes that change, by resource, with their values as JSON. */
export interface ResourceChange {
  address: string;
  resource: 'listener' | 'other listener' | 'certificate' | 'load balancer' | 'target group';
  kind: Change['kind'];
  /** A replacement that exists before the old one goes. */
  createsFirst: boolean;
  attributes: ReadonlyArray<{ name: string; before: string; after: string }>;
  /** The ARN before, or the address when there is none. */
  identity: string;
  /** AWS says that a load balancer forwards to this target group, wherever that rule is managed. */
  isAttached: boolean;
}

/** Changes, and the listeners where they happen. */
export interface Steps {
  listeners: Routes['listeners'];
  changes: readonly Change[];
}

/** A default action is the last rule of its listener, and changes as rules do. */
export const isDefault = ({ priority }: Rule): boolean => priority === DEFAULT_PRIORITY;

export interface Plan extends Steps {
  /** Default actions as the last rule of each listener. */
  defaults: readonly Change[];
  resources: readonly ResourceChange[];
  /** Names of target groups, each for one ARN or address. */
  targets: TargetNames;
  /** What the plan's own variables call target groups: for expectations, which are written with such names. */
  aliases: ReadonlyMap<string, string>;
  /** The load balancer of each listener. */
  balancers: ReadonlyMap<string, string>;
  /** When the plan was made; null when it does not say. */
  madeAt: Date | null;
  errored: boolean;
  incomplete: boolean;
  /** What had to be assumed. */
  assumptions: readonly string[];
}

const ACTIONS = z.array(z.enum(['no-op', 'create', 'read', 'update', 'delete', 'forget']));

const planSchema = terraformSchema.extend({
  timestamp: z.string().optional(),
  errored: z.boolean().default(false),
  complete: z.boolean().default(true),
  deferred_changes: z.array(z.unknown()).default([]),
  configuration: configurationSchema.optional(),
  resource_changes: z
    .array(
      z.object({
        address: z.string(),
        module_address: z.string().default(''),
        type: z.string(),
        name: z.string().default(''),
        index: z.union([z.string(), z.number()]).optional(),
        mode: z.string().default('managed'),
        change: z.object({
          actions: ACTIONS,
          before: z.unknown(),
          after: z.unknown(),
          after_unknown: z.unknown().optional(),
        }),
      }),
    )
    .default([]),
});

type TerraformPlan = z.infer<typeof planSchema>;
type PlannedChange = TerraformPlan['resource_changes'][number];

const HINT = 'Expected the output of: terraform show -json PLAN';

/** The last place of a listener: its default action. */
const DEFAULT_PRIORITY = 1_000_000;

/** The states of an update: the priority moves first, then the rest changes. */
function updateStates(before: Rule, after: Rule): Rule[][] {
  const moved = before.priority !== after.priority;
  const modified = !sameContent(before, after);
  if (moved && modified) return [[before], [{ ...before, priority: after.priority }], [after]];
  return moved || modified ? [[before], [after]] : [[before]];
}

function kindOf(actions: string): Change['kind'] {
  switch (actions) {
    case 'create':
    case 'delete':
    case 'update':
      return actions;
    case 'delete,create':
    case 'create,delete':
    case 'create,forget':
    case 'forget,create':
      return 'replace';
    default:
      // What Terraform only forgets stays in AWS as it is.
      return 'none';
  }
}

function statesOf(actions: string, before: Rule | null, after: Rule | null): Rule[][] {
  const [old, fresh] = [before ? [before] : [], after ? [after] : []];
  switch (actions) {
    case 'create':
      return [[], fresh];
    case 'delete':
      return [old, []];
    case 'delete,create':
      return [old, [], fresh];
    case 'create,delete':
      return [old, [...old, ...fresh], fresh];
    case 'create,forget':
    case 'forget,create':
      return [old, [...old, ...fresh]];
    case 'update':
      return before && after ? updateStates(before, after) : [old];
    default:
      return [old];
  }
}

/** What an attribute refers to, when it is no target group. */
const WANTED: Readonly<Record<string, (type: string) => boolean>> = {
  listener_arn: isListener,
  load_balancer_arn: isLoadBalancer,
};

/** Reads one plan; holds what its resources are known by. */
class PlanReader {
  readonly #plan: TerraformPlan;
  readonly #file: string;
  readonly #given: GivenNames;
  readonly #existing: Described;
  readonly targets: TargetNames;
  readonly #listenerNames = new Map<string, string>();
  readonly #balancers = new Map<string, string>();
  readonly #listeners: Routes['listeners'] = {};
  readonly assumptions: string[] = [];
  readonly #aliases = new Map<string, string>();

  constructor(plan: TerraformPlan, file: string, given: GivenNames, existing: Described) {
    this.#plan = plan;
    this.#file = file;
    this.#given = given;
    this.#existing = existing;
    const names = namesOf(plan, given);
    // A name in the plan's variables may point elsewhere after the change, so only AWS's own and given names count.
    const own = [...names.targets.keys()].map((arn) => [arn, targetNameOf(arn)] as const);
    const told = [...given.targets].map(([name, arn]) => [arn, name] as const);
    this.targets = new TargetNames(new Map([...own, ...existing.targetNames, ...told]));
    for (const [arn, name] of names.targets) {
      if (!own.some(([, real]) => real === name)) this.#aliases.set(name, this.targets.nameOf(arn));
    }
    for (const [arn, name] of names.listeners) this.#listenerNames.set(arn, name);
  }

  #of(isType: (type: string) => boolean): PlannedChange[] {
    return this.#plan.resource_changes.filter(({ type, mode }) => mode === 'managed' && isType(type));
  }

  /** The identity of a listener or target group: its ARN before, its address when it has none or a new one. */
  #identityOf({ address, change }: PlannedChange, side: 'before' | 'after'): string {
    const before = arnOf(change.before);
    const replaced = kindOf(change.actions.join()) === 'replace';
    if (side === 'before' || !replaced) return before ?? arnOf(change.after) ?? address;
    return arnOf(change.after) ?? `${address} (new)`;
  }

  /** What an unknown ARN will belong to, when the configuration leaves no doubt. */
  #resolver(asker: PlannedChange, side: 'before' | 'after'): Resolve {
    return (path) => {
      const { configuration } = this.#plan;
      if (configuration === undefined) return null;
      const isWanted = WANTED[path] ?? isTargetGroup;
      const { module_address, type, name } = asker;
      const who: Asker = { moduleAddress: module_address, type, name };
      const { sources, byOwnKey } = sourcesOf(configuration, who, path, isWanted);
      const found = this.#of(isWanted).filter((one) => {
        const address = [stripIndices(one.module_address), one.type, one.name].filter(Boolean).join('.');
        const key = one.index === undefined ? null : JSON.stringify(one.index);
        return sources.some((source) => source.address === address && (source.key ?? key) === key);
      });
      // Any other way to choose one of several is not told: the same key by chance would be a guess.
      const fitting =
        found.length > 1 && byOwnKey ? found.filter(({ index }) => index === asker.index) : found;
      const [only, ...others] = fitting;
      return only && others.length === 0 ? this.#identityOf(only, side) : null;
    };
  }

  /** The name by which a table calls a listener. */
  #listener(identity: string, source: string): string {
    const known = this.#listenerNames.get(identity);
    if (known !== undefined && this.#listeners[known]) return known;
    const described = this.#existing.listeners.find(({ id }) => id === identity);
    const told = known ?? this.#given.onlyListener;
    if (described === undefined && told === undefined) {
      throw new RoutingError(
        'not-understood',
        `${this.#file}: ${source}: which listener is ${identity}? The plan does not say where it listens.`,
        'Give --existing with the output of aws elbv2 describe-listeners, or name it: --listener https=ARN.',
      );
    }
    const place = described ?? listenerNamed(told ?? '');
    return this.#register(identity, told ?? listenerName(place.protocol, place.port), place);
  }

  #register(
    identity: string,
    name: string,
    { protocol, port }: { protocol: 'http' | 'https'; port: number },
    balancer = balancerOf(identity),
  ): string {
    // Another load balancer has the same ports: its listeners carry its name, or their own when nothing tells it.
    const clash = this.#listeners[name] !== undefined;
    const known = clash ? balancer || identity : balancer;
    const own = clash ? `${balancerName(known)}/${name}` : name;
    this.#listenerNames.set(identity, own);
    this.#balancers.set(own, known);
    this.#listeners[own] = { protocol, port, shared: false, defaultAction: null };
    return own;
  }

  /** Listeners that the plan manages, with their default actions before and after. */
  #managedListeners(): Change[] {
    return this.#of(isListener).flatMap((planned): Change[] => {
      const { address, change } = planned;
      const read = (value: unknown, side: 'before' | 'after') => {
        if (value === null || value === undefined) return null;
        const where = `${this.#file}: ${address}: ${side}`;
        const open = side === 'after' ? change.after_unknown : null;
        const told = withUnknowns(address, value, open, LISTENER_DECIDES);
        const attributes = checkShape(listenerAttributesSchema, told, where, HINT);
        return toForeignListener(address, attributes, this.#resolver(planned, side));
      };
      const [before, after] = [read(change.before, 'before'), read(change.after, 'after')];
      const place = after ?? before;
      if (place === null) return [];
      const before_ = this.#identityOf(planned, 'before');
      const balancer = place.balancer || (this.#resolver(planned, 'after')('load_balancer_arn') ?? '');
      const name = this.#register(before_, listenerName(place.protocol, place.port), place, balancer);
      for (const identity of [this.#identityOf(planned, 'after'), address]) {
        this.#listenerNames.set(identity, name);
      }
      const rule = (actions: Actions | null | undefined) =>
        actions ? this.#defaultRule(name, address, actions) : null;
      const actions = change.actions.join();
      return [
        {
          address,
          isManaged: false,
          kind: kindOf(actions),
          states: statesOf(actions, rule(before?.defaults), rule(after?.defaults)),
        },
      ];
    });
  }

  #defaultRule(listener: string, source: string, { action, authenticate }: Actions): Rule {
    return {
      name: `default action of ${source}`,
      priority: DEFAULT_PRIORITY,
      listeners: [listener],
      conditions: [],
      ...(authenticate ? { authenticate } : {}),
      action: this.targets.name(action),
      why: 'The default action.',
    };
  }

  /** Default actions that only AWS's answers tell. */
  #existingDefaults(managed: ReadonlySet<string>): Change[] {
    const told = new Map(this.#existing.defaults);
    for (const { id, defaults } of this.#existing.listeners) if (defaults) told.set(id, defaults);
    return [...told]
      .filter(([arn]) => !managed.has(arn))
      .map(([arn, actions]) => ({
        address: arn,
        isManaged: false,
        kind: 'none',
        states: [[this.#defaultRule(this.#listener(arn, arn), arn, actions)]],
      }));
  }

  #rules(): Change[] {
    return this.#of(isListenerRule).map((planned) => {
      const { address, change } = planned;
      const read = (value: unknown, side: 'before' | 'after'): Rule | null => {
        if (value === null || value === undefined) return null;
        const where = `${this.#file}: ${address}: ${side}`;
        const open = side === 'after' ? change.after_unknown : null;
        const told = withUnknowns(address, value, open, RULE_DECIDES);
        const attributes = checkShape(ruleAttributesSchema, told, where, HINT);
        const foreign = toForeignRule(address, attributes, this.#resolver(planned, side));
        const { priority, conditions, authenticate, action, transforms } = foreign;
        return {
          name: address,
          priority,
          listeners: [this.#listener(foreign.listener, address)],
          conditions,
          ...(authenticate ? { authenticate } : {}),
          action: this.targets.name(action),
          ...(transforms ? { transforms } : {}),
          why: 'In the plan.',
        };
      };
      const actions = change.actions.join();
      const [before, after] = [read(change.before, 'before'), read(change.after, 'after')];
      return { address, isManaged: true, kind: kindOf(actions), states: statesOf(actions, before, after) };
    });
  }

  /** Rules that live on the listeners without being in the plan. */
  #others(): Change[] {
    const managed = new Set(this.#of(isListenerRule).flatMap(({ change }) => arnOf(change.before) ?? []));
    return this.#existing.rules
      .filter(({ source }) => !managed.has(source))
      .map((rule) => {
        const { source, priority, conditions, authenticate, transforms } = rule;
        return {
          address: source,
          isManaged: false,
          kind: 'none',
          states: [
            [
              {
                name: source,
                priority,
                listeners: [this.#listener(rule.listener, source)],
                conditions,
                ...(authenticate ? { authenticate } : {}),
                action: this.targets.name(rule.action),
                ...(transforms ? { transforms } : {}),
                why: 'Made elsewhere.',
              },
            ],
          ],
        };
      });
  }

  #resources(): ResourceChange[] {
    return this.#plan.resource_changes.flatMap((planned): ResourceChange[] => {
      const { address, change } = planned;
      const kind = kindOf(change.actions.join());
      const resource = resourceOf(planned);
      if (kind === 'none' || kind === 'create' || resource === null) return [];
      return [
        {
          address,
          resource,
          kind,
          createsFirst: change.actions[0] === 'create',
          attributes: changedAttributes(change),
          identity: this.#identityOf(planned, 'before'),
          isAttached: attachedSchema.safeParse(change.before).success,
        },
      ];
    });
  }

  /** Listeners that are there already, and of whose rules AWS's answers say nothing. */
  #withoutOthers(managed: readonly Change[]): string[] {
    const { rules, defaults } = this.#existing;
    const told = [...rules.map(({ listener }) => listener), ...defaults.keys()];
    const known = new Set(told.map((id) => this.#listenerNames.get(id)));
    const created = managed.filter(({ kind }) => kind === 'create').flatMap(({ states }) => states.flat());
    for (const rule of created) for (const name of rule.listeners) known.add(name);
    return Object.keys(this.#listeners).filter((name) => !known.has(name));
  }

  read(): Plan {
    const plan = this.#plan;
    const listeners = this.#managedListeners();
    const managed = new Set(this.#of(isListener).map((one) => this.#identityOf(one, 'before')));
    const changes = [...this.#rules(), ...this.#others()];
    const defaults = [...listeners, ...this.#existingDefaults(managed)];
    const known = new Set(defaults.flatMap(({ states }) => states.flat().flatMap((rule) => rule.listeners)));
    for (const { address, change } of plan.resource_changes) {
      if (change.actions.includes('forget') && !change.actions.includes('create')) {
        this.assumptions.push(`Terraform only forgets ${address}: AWS keeps it as it is.`);
      }
    }
    const untold = Object.keys(this.#listeners).filter((name) => !known.has(name));
    if (untold.length > 0) {
      this.assumptions.push(
        `The default action of ${untold.join(', ')} is not told, and taken to stay what it is.`,
      );
    }
    const bare = this.#withoutOthers(listeners);
    if (bare.length > 0) {
      const where = bare.length < Object.keys(this.#listeners).length ? ` on ${bare.join(', ')}` : '';
      this.assumptions.push(
        `No rules are assumed${where} but those of the plan; give --existing for those of others.`,
      );
    }
    return {
      listeners: this.#listeners,
      changes,
      defaults,
      resources: this.#resources(),
      targets: this.targets,
      aliases: this.#aliases,
      balancers: this.#balancers,
      madeAt: plan.timestamp === undefined ? null : new Date(plan.timestamp),
      errored: plan.errored,
      incomplete: !plan.complete || plan.deferred_changes.length > 0,
      assumptions: this.assumptions,
    };
  }
}

/** What the gate looks at besides rules; null is nothing of its business. */
function resourceOf({ type, mode, change }: PlannedChange): ResourceChange['resource'] | null {
  if (mode !== 'managed') return null;
  if (isTargetGroup(type)) return 'target group';
  if (isCertificate(type)) return 'certificate';
  if (isLoadBalancer(type)) return isApplicationBalancer(change.before) ? 'load balancer' : null;
  if (!isListener(type)) return null;
  const sides = [change.before, change.after].map((side) => listenerAttributesSchema.safeParse(side).data);
  return sides.some((side) => side && isOfApplication(side)) ? 'listener' : 'other listener';
}

const attachedSchema = z.object({
  load_balancer_arns: z
    .array(z.string())
    .refine((arns) => arns.some((arn) => arn.includes(':loadbalancer/app/'))),
});

const targetNameOf = (arn: string): string => /:targetgroup\/([^/]+)/.exec(arn)?.[1] ?? arn;
const stripIndices = (address: string): string => address.replace(/\[[^\]]*\]/g, '');

function arnOf(value: unknown): string | null {
  const { data } = z.object({ arn: z.string() }).safeParse(value);
  return data?.arn ?? null;
}

/** Attributes that say nothing about what a client meets. */
const QUIET = new Set([
  'tags',
  'tags_all',
  'timeouts',
  'id',
  'arn',
  'arn_suffix',
  'region',
  'load_balancer_arns',
]);

function changedAttributes({
  before,
  after,
  after_unknown,
}: PlannedChange['change']): ResourceChange['attributes'] {
  const objects = [before, after, after_unknown].map(
    (value) => z.record(z.string(), z.unknown()).safeParse(value).data ?? {},
  );
  const [old = {}, fresh = {}, unknown = {}] = objects;
  const names = [old, fresh, unknown].flatMap((object) => Object.keys(object));
  const loud = [...new Set(names)].filter((name) => !QUIET.has(name));
  return loud.flatMap((name) => {
    const was = JSON.stringify(old[name] ?? null);
    const isOpen = unknown[name] === true;
    const is = isOpen ? '(known after apply)' : JSON.stringify(fresh[name] ?? null);
    return was === is ? [] : { name, before: was, after: is };
  });
}

const NOTHING: Described = {
  rules: [],
  listeners: [],
  defaults: new Map(),
  ruleNames: new Map(),
  targetNames: new Map(),
};

/**
 * Reads the plan.
 *
 * @param value - `terraform show -json PLAN`, parsed.
 * @param name - of the file, for messages.
 * @param existing - what AWS says of the same listeners: rules that are not in the plan, default actions.
 * @throws RoutingError when it is no plan, touches nothing of a load balancer, or says too little before apply.
 */
export function readPlan(
  value: unknown,
  name: string,
  given: GivenNames,
  existing: Described = NOTHING,
): Plan {
  const plan = checkShape(planSchema, value, name, HINT);
  const touched = plan.resource_changes.some(
    ({ type, mode }) =>
      mode === 'managed' && (isListenerRule(type) || isListener(type) || isTargetGroup(type)),
  );
  if (!touched && !plan.errored) {
    throw new RoutingError(
      'not-understood',
      `${name}: resource_changes: expected at least one aws_lb_listener_rule, aws_lb_listener or aws_lb_target_group.`,
      'Make the plan with terraform plan -out=PLAN in the root that manages the rules, then terraform show -json PLAN.',
    );
  }
  return new PlanReader(plan, name, given, existing).read();
}
