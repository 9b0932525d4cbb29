/**
 * The gate between a Terraform plan and its apply. It compares the load balancer before and after, by ARN and by exact
 * difference in traffic; what changes for anybody needs consent, and what could go wrong on the way is refused.
 */
import { meets, requestOf } from './checkExpectations.ts';
import { describeDecision, describeExpected, describeOutcome, describeRequest } from './describe.ts';
import {
  classesOf,
  describeSides,
  difference,
  effectOf,
  outcomeKey,
  type TrafficChange,
} from './difference.ts';
import { RoutingError } from './error.ts';
import type { Expectation } from './expectations.ts';
import type { GateCode, GateFinding } from './gate/finding.ts';
import { type Change, isDefault, type Plan, type Steps } from './gate/plan.ts';
import { afterOf, beforeOf, freeNumber, heldPriorities } from './gate/priorities.ts';
import { resourceFindings } from './gate/resources.ts';
import { type Apply, safeSequence } from './gate/sequence.ts';
import { type Progress, type Simulation, simulate } from './gate/simulate.ts';
import { balancerName, sameContent } from './import/foreign.ts';
import { MAX_RULES } from './lint/limits.ts';
import { lint } from './lint.ts';
import { DEFAULT_SOURCE_IP, type RoutingRequest } from './request.ts';
import type { Routes, Rule } from './schema.ts';

export interface GateReport {
  /** Whether the plan may be applied: no finding is an error. */
  passed: boolean;
  findings: GateFinding[];
  /** Every class of requests that meets something else after the plan. */
  traffic: TrafficChange[];
  /** The effects that somebody has to agree to, or has. */
  effects: Array<{ effect: string; accepted: boolean }>;
  /** What had to be assumed. */
  assumptions: readonly string[];
  /** How many rules change, and how many moments were gone through for how many requests. */
  changes: number;
  requests: number;
  moments: number;
  /** Safe applies in place of the refused one; null when none is needed or none was found. */
  sequence: Apply[] | null;
}

export interface GateOptions {
  /** Requests that must meet their expected outcome in the end, and nothing else on the way. */
  expectations?: readonly Expectation[];
  /** Name of the load balancer that the expectations are for; null when there is only one. */
  balancer?: string | null;
  /** Addresses that may be deleted or replaced. */
  allowDelete?: ReadonlySet<string>;
  /** Effects that somebody has agreed to. */
  accept?: ReadonlySet<string>;
  /** When the answers of AWS were written; null when there are none. */
  existingFrom?: Date | null;
}

function error(code: GateCode, rest: Omit<GateFinding, 'code' | 'severity'>): GateFinding {
  return { code, severity: 'error', ...rest };
}

/** What a plan does to one load balancer. Several have listeners on the same ports, so each is judged by itself. */
interface Part extends Steps {
  balancer: string;
}

function partsOf({ listeners, changes, defaults, balancers }: Plan): Part[] {
  const all = [...changes, ...defaults];
  return [...new Set(balancers.values())].map((balancer) => {
    const here = Object.entries(listeners).filter(([name]) => balancers.get(name) === balancer);
    const names = new Set(here.map(([name]) => name));
    const only = (rules: readonly Rule[]) =>
      rules.filter((rule) => rule.listeners.every((one) => names.has(one)));
    return {
      balancer: balancerName(balancer),
      listeners: Object.fromEntries(here),
      changes: all
        .map((change) => ({ ...change, states: change.states.map(only) }))
        .filter(({ states }) => states.flat().length > 0),
    };
  });
}

/** The table before or after a plan, with the rules of others. */
function tableOf({ listeners, changes }: Steps, side: (change: Change) => readonly Rule[]): Routes {
  const all = changes.flatMap((change) => [...side(change)]);
  const rules = all.filter((rule) => !isDefault(rule));
  const defaultOn = new Map(all.filter(isDefault).map((rule) => [rule.listeners.join(), rule]));
  const actions = all.map(({ action }) => action);
  const targets = actions.flatMap((action) =>
    action.type === 'forward' ? action.targets.map(({ target }) => target) : [],
  );
  return {
    hosts: [],
    listeners: Object.fromEntries(
      Object.entries(listeners).map(([name, listener]) => {
        const { action = null, authenticate } = defaultOn.get(name) ?? {};
        const around = authenticate ? { defaultAuthenticate: authenticate } : {};
        return [name, { ...listener, defaultAction: action, ...around }];
      }),
    ),
    targets: Object.fromEntries(targets.map((target) => [target, { description: 'In the plan.' }])),
    bands: [],
    rules,
  };
}

function planState({ errored, incomplete }: Plan): GateFinding[] {
  const again = 'Make a whole plan without -target, and mend what stopped it.';
  return [
    ...(errored
      ? [
          error('plan-errored', {
            rules: [],
            message: 'Terraform met an error while it planned.',
            fix: again,
          }),
        ]
      : []),
    ...(incomplete
      ? [error('plan-incomplete', { rules: [], message: 'The plan leaves changes for later.', fix: again })]
      : []),
  ];
}

function priorities({ changes }: Plan): GateFinding[] {
  return heldPriorities(changes).map(({ change, rule, holder }) => {
    const itself = holder === change;
    const free = freeNumber(changes, rule);
    return error('priority-held', {
      rules: itself ? [change.address] : [change.address, holder.address],
      message: `${change.address} wants priority ${rule.priority}, which ${itself ? 'its own predecessor' : holder.address} holds when the apply starts.`,
      fix: itself
        ? 'Remove create_before_destroy: AWS takes a number once only.'
        : `Move it to a free number, such as ${free}.`,
    });
  });
}

/** A rule that comes under another address with the same content was renamed. */
function renamedTo(change: Change, changes: readonly Change[]): Change | undefined {
  const [gone] = beforeOf(change);
  return changes.find(
    ({ kind, states }) => kind === 'create' && states.flat().some((rule) => gone && sameContent(rule, gone)),
  );
}

function deletions({ changes }: Plan, allowed: ReadonlySet<string>): GateFinding[] {
  return changes.flatMap((change): GateFinding[] => {
    const { address, kind } = change;
    if ((kind !== 'delete' && kind !== 'replace') || allowed.has(address)) return [];
    const renamed = kind === 'delete' ? renamedTo(change, changes) : undefined;
    const list = `If this is meant, say so: --allow-delete '${address}'.`;
    const fix = renamed ? `Add a block:\nmoved {\n  from = ${address}\n  to   = ${renamed.address}\n}` : list;
    const message =
      kind === 'delete'
        ? `${address} is deleted${renamed ? `, and ${renamed.address} with the same content created` : ''}.`
        : `${address} is replaced: for a moment it does not exist.`;
    return [error(`unlisted-${kind}`, { rules: [address], message, fix })];
  });
}

/** How many rules each load balancer has: AWS counts those of all its listeners, whoever made them. */
function countsOf(
  { changes, balancers }: Plan,
  side: (change: Change) => readonly Rule[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { listeners } of changes.flatMap((change) => [...side(change)])) {
    const balancer = balancers.get(listeners[0] ?? '') ?? '';
    counts.set(balancer, (counts.get(balancer) ?? 0) + 1);
  }
  return counts;
}

/** More rules than AWS allows by default. Whoever has more already has a higher quota, and whoever has one can say so. */
function quota(plan: Plan): GateFinding[] {
  const before = countsOf(plan, beforeOf);
  return [...countsOf(plan, afterOf)]
    .filter(([balancer, count]) => count > MAX_RULES && count > (before.get(balancer) ?? 0))
    .map(([balancer, count]) =>
      error('limit-exceeded', {
        rules: [],
        message: `Load balancer ${balancer} would have ${count} rules; AWS allows ${MAX_RULES} without its default ones.`,
        fix: 'Merge rules; or, if AWS gave you a higher quota, agree to it in a file for --accept.',
        effect: `${balancer}: ${count} rules`,
      }),
    );
}

/** Errors that AWS lets pass: a rule without requests. Who wants one can agree to it. */
const HARMLESS: ReadonlySet<string> = new Set(['shadowed', 'identical-rules', 'never-matches']);

/**
 * Errors of the table after the plan that the table before does not have. By whom a rule is shadowed may change: that it is
 * shadowed is no news.
 */
function newErrors(before: Routes, after: Routes, known: readonly GateFinding[]): GateFinding[] {
  const key = ({ code, rules, message }: Pick<GateFinding, 'code' | 'rules' | 'message'>) =>
    HARMLESS.has(code)
      ? `without requests ${rules[0]}`
      : JSON.stringify(rules.length > 0 ? [code, ...rules] : [code, message]);
  const old = new Set(lint(before).findings.map(key));
  const held = known.some(({ code }) => code === 'priority-held');
  return (
    lint(after)
      .findings.filter((finding) => finding.severity === 'error' && !old.has(key(finding)))
      // How many rules there are is counted by load balancer.
      .filter(({ code }) => !(held && code === 'duplicate-priority'))
      .filter(({ code, rules }) => code !== 'limit-exceeded' || rules.length > 0)
      .map(({ code, rules, message, fix, witness }) => ({
        ...error(code, { rules, message, fix }),
        ...(witness ? { witness } : {}),
        ...(HARMLESS.has(code) ? { effect: `${rules[0]}: ${code}` } : {}),
      }))
  );
}

/** Where nobody listens before the plan, or after it. */
function absences({ defaults }: Plan): Record<'before' | 'after', ReadonlySet<string>> {
  const names = (kind: Change['kind']) =>
    new Set(
      defaults
        .filter((change) => change.kind === kind)
        .flatMap(({ states }) => states.flat().flatMap(({ listeners }) => listeners)),
    );
  return { before: names('create'), after: names('delete') };
}

function trafficFinding(change: TrafficChange, absent: ReturnType<typeof absences>): GateFinding {
  const { listener, before, after, witness, assumes, unless, requests } = change;
  const [old, fresh] = describeSides(change);
  const met = (side: 'before' | 'after', words: string) =>
    absent[side].has(listener) ? 'no answer, since nothing listens there' : words;
  const fits = assumes.length === 0 ? '' : `, if it fits ${assumes.join(' and ')}`;
  const first =
    unless.length === 0 ? '' : `, unless a regular expression matches first (${unless.join(', ')})`;
  return error('traffic-changed', {
    rules: [before.rule, after.rule].filter((rule) => rule !== null),
    message: `${describeRequest(witness, DEFAULT_SOURCE_IP)}${fits}${first}: now ${met('before', old)}, after the plan ${met('after', fresh)} (requests: ${requests}).`,
    fix: 'If this is meant, agree to it in a file for --accept.',
    witness,
    effect: effectOf(change),
  });
}

/** How far an apply is, in words. */
function describeProgress({ landed, halfway, pending }: Progress): string {
  const parts = [
    ...landed.map((address) => `${address} has landed`),
    ...halfway.map((address) => `${address} is between two calls`),
    ...pending.map((address) => `${address} has not begun`),
  ];
  return parts.join(', ');
}

function astray(request: RoutingRequest, { before, after, stray }: Simulation): GateFinding[] {
  if (stray === null) return [];
  const should =
    outcomeKey(before) === outcomeKey(after)
      ? describeOutcome(before)
      : `${describeOutcome(before)}, later ${describeOutcome(after)}`;
  const meets = describeDecision({ rule: stray.rule, action: stray.outcome });
  return [
    error('traffic-astray', {
      rules: Object.values(stray.progress).flat(),
      message: `${describeRequest(request, DEFAULT_SOURCE_IP)} should meet ${should}, but meets ${meets} while ${describeProgress(stray.progress)}.`,
      fix: 'Split the plan: first what takes over, then what goes.',
      witness: request,
    }),
  ];
}

/** An expectation with target groups by the names of the tables. */
function renamed({ expect, ...rest }: Expectation, { aliases }: Plan): Expectation {
  if (expect.kind !== 'forward') return { ...rest, expect };
  return { ...rest, expect: { ...expect, targets: expect.targets.map((name) => aliases.get(name) ?? name) } };
}

/** Rules outside the plan are not ours: what they take, no rule of ours takes. */
function failing(
  expectation: Expectation,
  request: RoutingRequest,
  { after, afterRule }: Simulation,
  managed: ReadonlySet<string>,
): GateFinding[] {
  const rule = afterRule !== null && managed.has(afterRule) ? afterRule : null;
  const { expect, why } = expectation;
  if (meets(expect, { rule, action: after })) return [];
  return [
    error('failing-expectation', {
      rules: [],
      message: `${describeRequest(request)}: expected ${describeExpected(expect)}, would get ${describeOutcome(after)}: ${why}`,
      fix: 'Mend the rules; change the expectation only when its reason no longer holds.',
      witness: request,
    }),
  ];
}

/** Requests to follow through the apply: a smallest one of each class that a change concerns. */
function probes(part: Part): RoutingRequest[] {
  const [before, after] = [tableOf(part, beforeOf), tableOf(part, afterOf)];
  const changing = part.changes.filter(({ kind }) => kind !== 'none');
  const names = new Set(changing.flatMap(({ states }) => states.flat().map(({ name }) => name)));
  const classes = classesOf(before, after, ({ name }) => names.has(name));
  return [...new Map(classes.map(({ witness }) => [JSON.stringify(witness), witness])).values()];
}

const tooMany = (request: RoutingRequest) =>
  error('undecided', {
    rules: [],
    message: `${describeRequest(request, DEFAULT_SOURCE_IP)}: the calls can land in too many orders to go through.`,
    fix: 'Split the plan.',
    witness: request,
  });

interface Followed {
  findings: GateFinding[];
  guarded: Array<{ request: RoutingRequest; allowed: Array<Simulation['before']> }>;
  moments: number;
}

/** Follows requests through every order in which the calls of one load balancer can land. */
function follow(plan: Plan, part: Part, expectations: readonly Expectation[]): Followed {
  const managed = new Set(plan.changes.filter(({ isManaged }) => isManaged).map(({ address }) => address));
  const followed: Followed = { findings: [], guarded: [], moments: 0 };
  const asked = [
    ...expectations.map((expectation) => ({ expectation, request: requestOf(expectation) })),
    ...probes(part).map((request) => ({ expectation: null, request })),
  ];
  const listenerOf = (request: RoutingRequest) =>
    Object.entries(part.listeners).find(
      ([, { protocol, port }]) => protocol === request.protocol && port === request.port,
    )?.[0];
  const { before: created } = absences(plan);
  for (const { expectation, request } of asked) {
    const listener = listenerOf(request);
    if (listener === undefined) continue;
    const simulation = simulate(part, request);
    if (simulation === null) {
      followed.findings.push(tooMany(request));
      continue;
    }
    // Where nobody listens yet no request can go astray, and rules cannot come before their listener.
    if (!created.has(listener)) {
      followed.moments += simulation.states;
      followed.guarded.push({ request, allowed: [simulation.before, simulation.after] });
      followed.findings.push(...astray(request, simulation));
    }
    if (expectation)
      followed.findings.push(...failing(renamed(expectation, plan), request, simulation, managed));
  }
  return followed;
}

/** The load balancer that the expectations are for. */
function expectedOf(
  parts: readonly Part[],
  { expectations = [], balancer = null }: GateOptions,
): Part | null {
  const isKnown = balancer === null || parts.some((part) => part.balancer === balancer);
  if (isKnown && (expectations.length === 0 || parts.length === 0)) return null;
  const fitting = balancer === null ? parts : parts.filter((part) => part.balancer === balancer);
  const [only, ...others] = fitting;
  if (only && others.length === 0) return only;
  throw new RoutingError(
    'bad-arguments',
    `${isKnown ? 'Which load balancer are the expectations for?' : `No load balancer is called ${balancer}.`} The plan has ${parts.map((part) => part.balancer).join(', ')}.`,
    'Say so: --balancer NAME.',
  );
}

/** Safe applies of each load balancer, the first of all in one, the second of all in the next; null when one has none. */
function sequenceOf(parts: ReadonlyArray<readonly [Part, Followed]>): Apply[] | null {
  const sequences = parts.map(([part, { guarded }]) => safeSequence(part, guarded));
  if (sequences.includes(null)) return null;
  const longest = Math.max(0, ...sequences.map((sequence) => sequence?.length ?? 0));
  return Array.from({ length: longest }, (_, index) =>
    sequences.flatMap((sequence) => [...(sequence?.[index] ?? [])]),
  );
}

/** Says of effects whether somebody agreed; agreed ones are no findings any more. */
function settle(findings: readonly GateFinding[], accept: ReadonlySet<string>) {
  const asked = [...new Set(findings.flatMap(({ effect }) => effect ?? []))];
  const effects = asked.map((effect) => ({ effect, accepted: accept.has(effect) }));
  const open = findings.filter(({ effect }) => effect === undefined || !accept.has(effect));
  const stale = [...accept]
    .filter((effect) => !asked.includes(effect))
    .map(
      (effect): GateFinding => ({
        code: 'stale-consent',
        severity: 'warning',
        rules: [],
        message: `The plan does not have the accepted effect "${effect}".`,
        fix: 'Take it out of the file, or look why it does not happen.',
      }),
    );
  return { effects, findings: [...open, ...stale] };
}

/** A name in --allow-delete that deletes nothing is a slip of the pen, or left from another plan. */
function unusedPermissions({ changes }: Plan, allowed: ReadonlySet<string>): GateFinding[] {
  const going = new Set(
    changes.filter(({ kind }) => kind === 'delete' || kind === 'replace').map(({ address }) => address),
  );
  return [...allowed]
    .filter((address) => !going.has(address))
    .map(
      (address): GateFinding => ({
        code: 'stale-consent',
        severity: 'warning',
        rules: [address],
        message: `The plan neither deletes nor replaces a rule ${address}.`,
        fix: 'Take it out of --allow-delete, or correct its name.',
      }),
    );
}

function age({ madeAt }: Plan, existingFrom: Date | null): GateFinding[] {
  if (madeAt === null || existingFrom === null || existingFrom >= madeAt) return [];
  return [
    {
      code: 'existing-older-than-plan',
      severity: 'warning',
      rules: [],
      message: `What --existing says is from ${existingFrom.toISOString()}, before the plan (${madeAt.toISOString()}).`,
      fix: 'Ask AWS again: somebody may have changed a rule since.',
    },
  ];
}

/**
 * Judges a plan.
 *
 * @throws RoutingError when an expectation cannot be read, or when it is not clear which load balancer it is for.
 */
export function gate(plan: Plan, options: GateOptions = {}): GateReport {
  const { expectations = [], allowDelete = new Set(), accept = new Set(), existingFrom = null } = options;
  const whole: Steps = { listeners: plan.listeners, changes: [...plan.changes, ...plan.defaults] };
  const [before, after] = [tableOf(whole, beforeOf), tableOf(whole, afterOf)];
  const { changes: traffic, undecided } = difference(before, after);
  const held = priorities(plan);
  const parts = partsOf(plan);
  const absent = absences(plan);
  const expected = expectedOf(parts, options);
  const followed = parts.map(
    (part) => [part, follow(plan, part, part === expected ? expectations : [])] as const,
  );
  const found = [
    ...planState(plan),
    ...held,
    ...deletions(plan, allowDelete),
    ...followed.flatMap(([, { findings }]) => findings),
    ...traffic.map((change) => trafficFinding(change, absent)),
    ...undecided.map(({ listener, before, after }) =>
      error('undecided', {
        rules: [before, after].filter((rule) => rule !== null),
        message: `Whether requests of ${before ?? 'the default action'} on ${listener} now meet ${after ?? 'the default action'} is too entangled to decide.`,
        fix: 'Use fewer wildcards in one pattern, or fewer conditions that overlap.',
      }),
    ),
    ...resourceFindings(plan, before, after),
    ...quota(plan),
    ...parts.flatMap((part) => newErrors(tableOf(part, beforeOf), tableOf(part, afterOf), held)),
    ...unusedPermissions(plan, allowDelete),
    ...age(plan, existingFrom),
  ];
  const { effects, findings } = settle(found, accept);
  const splits = findings.some(({ code }) => code === 'priority-held' || code === 'traffic-astray');
  const sequence = splits ? sequenceOf(followed) : null;
  const sum = (count: (one: Followed) => number) =>
    followed.reduce((total, [, one]) => total + count(one), 0);
  return {
    passed: findings.every(({ severity }) => severity !== 'error'),
    findings,
    traffic,
    effects,
    assumptions: plan.assumptions,
    changes: plan.changes.filter(({ kind }) => kind !== 'none').length,
    requests: sum(({ guarded }) => guarded.length),
    moments: sum(({ moments }) => moments),
    sequence: sequence?.length ? sequence : null,
  };
}
