/** Limits and characters that AWS enforces at apply only. Sources: AWS, "Quotas" and "Condition types for listener rules". */
import { parseCidr } from '../cidr.ts';
import { isOpaque, regexesOf } from '../conditions.ts';
import type { Action, Condition, Routes, Rule } from '../schema.ts';
import { type Check, type Finding, finding, named } from './finding.ts';

/** Priorities go from 1 to this. */
export const MAX_PRIORITY = 50_000;
/** Rules of a load balancer without its default ones. */
export const MAX_RULES = 100;
const MAX_VALUES = 5;
/** AWS says five on the page of quotas and six on the page of condition types, so six may work. */
const SURE_WILDCARDS = 5;
const MAX_WILDCARDS = 6;
const MAX_LENGTH = 128;
const MAX_NAME = 40;
const MAX_TARGETS = 5;
const MAX_BODY = 1024;
const MAX_PORT = 65_535;
const PROTOCOLS = new Set(['HTTP', 'HTTPS', '#{protocol}']);
const ONCE = new Set<Condition['type']>(['host-header', 'path-pattern', 'http-request-method', 'source-ip']);

const valuesOf = (condition: Condition): string[] =>
  condition.type === 'query-string'
    ? condition.values.flatMap(({ key, value }) => (key === undefined ? [value] : [key, value]))
    : condition.values;

function wildcardsIn(condition: Condition): number {
  if (condition.type === 'source-ip' || condition.type === 'http-request-method') return 0;
  const escapes = condition.type === 'http-header' || condition.type === 'query-string';
  const texts = valuesOf(condition).map((value) => (escapes ? value.replace(/\\[*?]/g, '') : value));
  // Characters, not runs: `**` matches what `*` does, and is two of the five all the same.
  return texts.reduce((sum, text) => sum + (text.match(/[*?]/g)?.length ?? 0), 0);
}

function limit(rule: Rule, what: string, fix: string): Finding {
  return finding('limit-exceeded', [rule], { message: `${named(rule)} has ${what}.`, fix });
}

function ruleLimits(rule: Rule): Finding[] {
  const findings: Finding[] = [];
  const values = rule.conditions.reduce((sum, one) => sum + one.values.length + regexesOf(one).length, 0);
  const wildcards = rule.conditions.reduce((sum, condition) => sum + wildcardsIn(condition), 0);
  const long = rule.conditions
    .flatMap((one) => [...valuesOf(one), ...regexesOf(one)])
    .filter((value) => value.length > MAX_LENGTH);
  if (rule.priority < 1 || rule.priority > MAX_PRIORITY) {
    findings.push(limit(rule, `priority ${rule.priority}`, `Use a number from 1 to ${MAX_PRIORITY}.`));
  }
  if (values > MAX_VALUES) {
    const what = `${values} condition values; AWS allows ${MAX_VALUES} in all, hosts included`;
    findings.push(limit(rule, what, 'Split it into rules with neighbouring priorities and the same action.'));
  }
  if (wildcards > MAX_WILDCARDS) {
    const what = `${wildcards} wildcards; AWS allows ${MAX_WILDCARDS} per rule`;
    findings.push(limit(rule, what, 'Split it into rules with neighbouring priorities and the same action.'));
  } else if (wildcards > SURE_WILDCARDS) {
    const message = `${named(rule)} has ${wildcards} wildcards; one page of AWS allows ${SURE_WILDCARDS}, another ${MAX_WILDCARDS}.`;
    const fix = `Use at most ${SURE_WILDCARDS}, or be ready for a refusal at apply.`;
    findings.push(finding('wildcard-limit', [rule], { message, fix }));
  }
  for (const value of long) {
    const what = `a value of ${value.length} characters, "${value.slice(0, 20)}…"`;
    findings.push(limit(rule, what, `Shorten it to ${MAX_LENGTH}, for example with a wildcard.`));
  }
  return findings;
}

const PORT = /^([1-9]\d{0,4}|#\{port\})$/;

/** What AWS refuses in an action, one complaint for each fault. */
function actionFaults(action: Action): string[] {
  switch (action.type) {
    case 'forward': {
      const faults = action.targets.some(({ weight }) => weight > 0) ? [] : ['every weight is 0'];
      const many = action.targets.length > MAX_TARGETS;
      return many
        ? [...faults, `it has ${action.targets.length} targets; AWS allows ${MAX_TARGETS}`]
        : faults;
    }
    case 'redirect': {
      const { protocol, host, port, path } = action;
      const faults = PROTOCOLS.has(protocol)
        ? []
        : [`protocol ${protocol} is none of ${[...PROTOCOLS].join(', ')}`];
      if (!PORT.test(port) || Number(port) > MAX_PORT)
        faults.push(`port ${port} is none of 1 to ${MAX_PORT} and #{port}`);
      if (!path.startsWith('/')) faults.push(`path ${path} does not start with /`);
      if (protocol === '#{protocol}' && host === '#{host}' && port === '#{port}' && path === '/#{path}') {
        faults.push('it changes neither protocol, host, port nor path');
      }
      return faults;
    }
    case 'fixed-response':
      return action.body.length > MAX_BODY
        ? [`its body has ${action.body.length} characters; AWS allows ${MAX_BODY}`]
        : [];
  }
}

function transformFaults({ transforms = [] }: Rule): string[] {
  const types = transforms.map(({ type }) => type);
  return new Set(types).size < types.length
    ? ['it has two transforms of one type; AWS allows one of each']
    : [];
}

function illegalActions(rule: Rule): Finding[] {
  return [...actionFaults(rule.action), ...transformFaults(rule)].map((fault) =>
    finding('illegal-action', [rule], {
      message: `The action of ${named(rule)} is refused by AWS: ${fault}.`,
      fix: 'Correct the action.',
    }),
  );
}

const PATH = /^\/[A-Za-z0-9_\-.$/~"'@:+&*?]*$/;
const HOST = /^[A-Za-z0-9\-.*?]*\.[A-Za-z*?]+$/;
const METHOD = /^[A-Z_-]{1,40}$/;
const HEADER = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;
const PRINTABLE = /^[\x20-\x7e]+$/;

/** What is wrong with a value, or null. */
function complaint(condition: Condition, value: string): string | null {
  switch (condition.type) {
    case 'path-pattern':
      if (value === '*') return null;
      if (!value.startsWith('/')) return 'a path pattern starts with /, or is * alone';
      return PATH.test(value)
        ? null
        : `a path pattern may hold letters, digits and _ - . $ / ~ " ' @ : + & * ?`;
    case 'host-header':
      if (!value.includes('.')) return 'a host pattern has at least one dot';
      return HOST.test(value)
        ? null
        : 'a host holds letters, digits and - . * ?, and no digits after the last dot';
    case 'http-request-method':
      return METHOD.test(value) ? null : 'a method is written in capitals, without wildcards';
    case 'source-ip':
      return parseCidr(value) === null ? 'a source is a block such as 192.0.2.0/24 or 2001:db8::/32' : null;
    case 'http-header':
    case 'query-string':
      return PRINTABLE.test(value) ? null : 'a value holds printable ASCII and is not empty';
  }
}

function illegalValues(rule: Rule): Finding[] {
  const found: Finding[] = [];
  const report = (message: string, fix: string) =>
    found.push(finding('illegal-value', [rule], { message, fix }));
  for (const condition of rule.conditions) {
    for (const value of valuesOf(condition)) {
      const wrong = complaint(condition, value);
      if (wrong)
        report(
          `${named(rule)}: ${condition.type} "${value}" is refused by AWS: ${wrong}.`,
          'Correct the value.',
        );
    }
    if (isOpaque(condition) && condition.values.length > 0) {
      report(
        `${named(rule)}: ${condition.type} has values and regular expressions.`,
        'AWS takes one or the other.',
      );
    }
    if (condition.type !== 'http-header') continue;
    const { name } = condition;
    if (!HEADER.test(name) || name.length > MAX_NAME || name.toLowerCase() === 'host') {
      const fix = `Use a header name of at most ${MAX_NAME} characters; for Host, a host-header condition.`;
      report(`${named(rule)}: header name "${name}" is refused by AWS.`, fix);
    }
  }
  return found;
}

function conditionKinds(rule: Rule): Finding[] {
  const types = rule.conditions.map(({ type }) => type);
  const repeated = [...ONCE].filter((type) => types.filter((other) => other === type).length > 1);
  const empty = rule.conditions
    .filter((one) => one.values.length === 0 && !isOpaque(one))
    .map(({ type }) => type);
  const found = repeated.map((type) =>
    finding('repeated-condition', [rule], {
      message: `${named(rule)} has two ${type} conditions; AWS allows one.`,
      fix: 'Put the values into one condition if any may match; if all must match, write one pattern that says so.',
    }),
  );
  const nothing =
    rule.conditions.length === 0 ? ['no condition at all'] : empty.map((type) => `${type} without values`);
  return [
    ...found,
    ...nothing.map((what) =>
      finding('empty-condition', [rule], {
        message: `${named(rule)} has ${what}; AWS refuses it.`,
        fix: 'Add a value, or remove the condition; for every request, use the default action of the listener.',
      }),
    ),
  ];
}

/** Default actions are held to the same limits as those of rules. */
function illegalDefaults({ listeners }: Routes): Finding[] {
  return Object.entries(listeners).flatMap(([name, { defaultAction }]) =>
    (defaultAction ? actionFaults(defaultAction) : []).map((fault) =>
      finding('illegal-action', [], {
        listeners: [name],
        message: `The default action of ${name} is refused by AWS: ${fault}.`,
        fix: 'Correct the action.',
      }),
    ),
  );
}

/** Whether AWS refuses the rule's conditions: then nothing more is to be said about what it would take. */
export const isRefused = (rule: Rule): boolean =>
  [...illegalValues(rule), ...conditionKinds(rule)].length > 0;

/** Everything that AWS refuses in a rule on its own, and the number of rules. */
export const checkLimits: Check = ({ routes }) => {
  const ofRules = routes.rules.flatMap((rule) => [
    ...ruleLimits(rule),
    ...illegalValues(rule),
    ...illegalActions(rule),
    ...conditionKinds(rule),
  ]);
  const found = [...ofRules, ...illegalDefaults(routes)];
  const count = routes.rules.reduce((sum, { listeners }) => sum + listeners.length, 0);
  if (count <= MAX_RULES) return found;
  const message = `The load balancer would have ${count} rules; AWS allows ${MAX_RULES} without its default ones.`;
  return [
    ...found,
    finding('limit-exceeded', [], { message, fix: 'Merge rules, or ask AWS for a higher quota.' }),
  ];
};
