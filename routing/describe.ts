/**
 * The one place that puts requests, rules, conditions and actions into words: for the command line, the tables, the
 * route explorer and the traces. Safe in the browser.
 */
import type { Decision, Outcome } from './compile.ts';
import { type ConditionTrace, regexesOf } from './conditions.ts';
import type { Expected } from './expectations.ts';
import { type RoutingRequest, requestUrl } from './request.ts';
import type { Action, Authentication, Condition, Routes, Transform } from './schema.ts';

type Targets = ReadonlyArray<{ target: string; weight: number }>;

const SUBJECTS: Record<Condition['type'], string> = {
  'host-header': 'host',
  'path-pattern': 'path',
  'http-request-method': 'method',
  'source-ip': 'source address',
  'http-header': 'header',
  'query-string': 'query',
};

/** The part of a request that a condition looks at, for example "header X-Canary". */
function subjectOf(type: Condition['type'], name?: string): string {
  return name === undefined ? SUBJECTS[type] : `${SUBJECTS[type]} ${name}`;
}

/** The patterns of a condition as text; a query pair is `key=value`, a regular expression stands between slashes. */
export function patternsOf(condition: Condition): string[] {
  if (condition.type === 'query-string') {
    return condition.values.map(({ key = '*', value }) => `${key}=${value}`);
  }
  return [...condition.values, ...regexesOf(condition).map((regex) => `/${regex}/`)];
}

const alternatives = (patterns: readonly string[]) =>
  patterns.length === 0 ? 'nothing' : patterns.join(' or ');

/** A condition as it is written, for example "path /mlflow or /mlflow/*". */
export function describeCondition(condition: Condition): string {
  const subject = subjectOf(condition.type, condition.type === 'http-header' ? condition.name : undefined);
  return `${subject} ${alternatives(patternsOf(condition))}`;
}

const FITS: Record<string, string> = { true: 'matches', false: "doesn't match", null: 'might match' };

/** How a condition fared: what the request has, and the patterns that it fits or does not fit. */
export function describeTrace({ type, name, expected, actual, matched }: ConditionTrace): string {
  const has = actual.length === 0 ? 'absent' : actual.join(', ');
  return `${subjectOf(type, name)} ${has} ${FITS[String(matched)]} ${alternatives(expected)}`;
}

/** Targets with their shares when there are several; `name` puts each into words. */
function describeTargets(targets: Targets, joint: string, name = (target: string) => target): string {
  const [only, ...others] = targets;
  if (only !== undefined && others.length === 0) return name(only.target);
  const sum = targets.reduce((total, { weight }) => total + weight, 0);
  const share = (weight: number) => (sum === 0 ? 0 : Math.round((100 * weight) / sum));
  return targets.map(({ target, weight }) => `${name(target)} (${share(weight)}%)`).join(joint);
}

const UNKNOWN = 'the default action, which is not known';

/** What stands around an action: who must sign in, how long a client stays, what is rewritten. */
interface Surroundings {
  authenticate?: readonly Authentication[] | undefined;
  transforms?: readonly Transform[] | undefined;
  stickySeconds?: number | undefined;
}

function surround(
  action: string,
  { authenticate = [], transforms = [], stickySeconds }: Surroundings,
): string {
  const sticky = stickySeconds === undefined ? '' : `, sticky for ${stickySeconds} s`;
  const rewrites = transforms.flatMap(({ type, rewrites }) =>
    rewrites.map(
      ({ regex, replace }) => `, ${type.replace('-rewrite', '')} rewritten from /${regex}/ to ${replace}`,
    ),
  );
  return [...authenticate.map(describeAuthentication), `${action}${sticky}${rewrites.join('')}`].join(
    ', then ',
  );
}

function describeAuthentication({ type, settings }: Authentication): string {
  const by = settings.Issuer ?? settings.UserPoolArn;
  const unless = settings.OnUnauthenticatedRequest;
  const otherwise = unless === undefined || unless === 'authenticate' ? '' : `, ${unless} others`;
  return `${type}${by === undefined ? '' : ` by ${by}`}${otherwise}`;
}

/** An action as it is written, placeholders and all, with what stands around it; null is one that is not told. */
export function describeAction(
  action: Action | null,
  around: Omit<Surroundings, 'stickySeconds'> = {},
): string {
  if (action === null) return UNKNOWN;
  const { stickySeconds } = action.type === 'forward' ? action : {};
  return surround(actionText(action), { ...around, stickySeconds });
}

function actionText(action: Action): string {
  switch (action.type) {
    case 'forward':
      return `forward to ${describeTargets(action.targets, ', ')}`;
    case 'redirect': {
      const query = action.query === '' ? '' : `?${action.query}`;
      return `redirect ${action.status} to ${action.protocol.toLowerCase()}://${action.host}:${action.port}${action.path}${query}`;
    }
    case 'fixed-response':
      return `fixed response ${action.status}`;
  }
}

/** An outcome in a few words, for example "forward to api". */
export function describeOutcome(outcome: Outcome): string {
  return surround(outcomeText(outcome), outcome);
}

function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'forward':
      return `forward to ${describeTargets(outcome.targets, ', ')}`;
    case 'redirect':
      return `redirect ${outcome.status} to ${outcome.location}`;
    case 'fixed-response':
      return `fixed response ${outcome.status}`;
    case 'unknown':
      return UNKNOWN;
  }
}

/** An expected outcome in a few words. */
export function describeExpected(expected: Expected): string {
  switch (expected.kind) {
    case 'default':
      return 'no rule';
    case 'forward':
      return `forward to ${expected.targets.join(', ')}`;
    case 'redirect':
      return `redirect ${expected.status} to ${expected.location}`;
    case 'fixed-response':
      return `fixed response ${expected.status}`;
  }
}

/** What happened, with the rule that did it. */
export function describeDecision({ rule, action }: Pick<Decision, 'rule' | 'action'>): string {
  return `${describeOutcome(action)} (${rule === null ? 'default action' : `rule ${rule}`})`;
}

/** A request on one line: method, URL, and what else sets it apart. */
export function describeRequest(request: RoutingRequest, usualSource?: string): string {
  const headers = request.headers.map(([name, value]) => ` with ${name}: ${value}`);
  const from =
    usualSource === undefined || request.sourceIp === usualSource ? '' : ` from ${request.sourceIp}`;
  return `${request.method} ${requestUrl(request)}${headers.join('')}${from}`;
}

/** A target for readers: its description up to the colon, for example "the API service". */
export function nameTarget(routes: Routes, target: string): string {
  const [name = '', ...rest] = routes.targets[target]?.description.split(':') ?? [];
  return rest.length === 0 ? `target ${target}` : name.charAt(0).toLowerCase() + name.slice(1);
}

/** What becomes of a request, as the end of a sentence that starts with it. */
export function tellOutcome(routes: Routes, outcome: Outcome): string {
  return surround(tellAction(routes, outcome), outcome);
}

function tellAction(routes: Routes, outcome: Outcome): string {
  switch (outcome.kind) {
    case 'forward':
      return `goes to ${describeTargets(outcome.targets, ' or ', (target) => nameTarget(routes, target))}`;
    case 'redirect':
      return `is redirected (${outcome.status})`;
    case 'fixed-response':
      return `gets ${outcome.status} from the load balancer`;
    case 'unknown':
      return 'meets the default action, which is not known';
  }
}

/** Who decided, as a sentence. */
export function tellRule({
  rule,
  listener,
  undecided,
}: Pick<Decision, 'rule' | 'listener' | 'undecided'>): string {
  const unless =
    undecided.length === 0 ? '' : ` Unless a regular expression does: rule ${undecided.join(', ')}.`;
  return rule === null
    ? `No rule matches: the default action of listener ${listener} applies.${unless}`
    : `Rule ${rule} matches.${unless}`;
}

/** The whole decision in one or two sentences, for readers who hear it. */
export function tellDecision(routes: Routes, subject: string, decision: Decision): string {
  const { action } = decision;
  const where = action.kind === 'redirect' ? ` to ${action.location}` : '';
  return `${subject} ${tellOutcome(routes, action)}${where}. ${tellRule(decision)}`;
}
