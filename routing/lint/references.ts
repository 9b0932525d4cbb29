/** Names and priorities: unique where they must be, known where they are used, with room between them. */
import type { Routes, Rule } from '../schema.ts';
import { type Check, type Finding, finding, type ListenerRules, listed, named } from './finding.ts';

const GAP = 10;

function duplicateNames(rules: readonly Rule[]): Finding[] {
  const doubles = rules.filter(({ name }, index) => rules.findIndex((other) => other.name === name) < index);
  return doubles.map((rule) =>
    finding('duplicate-name', [rule], {
      message: `Two rules are named ${rule.name}; Terraform knows a rule by its name.`,
      fix: 'Give one of them another name.',
    }),
  );
}

function unknownNames({ rules, targets, listeners }: Routes): Finding[] {
  return rules.flatMap((rule) => {
    const used = rule.action.type === 'forward' ? rule.action.targets.map(({ target }) => target) : [];
    const strangers = used.filter((target) => !(target in targets));
    const nowhere = rule.listeners.filter((listener) => !(listener in listeners));
    return [
      ...strangers.map((target) =>
        finding('unknown-target', [rule], {
          message: `${named(rule)} forwards to ${target}, which is not a target.`,
          fix: `Use one of ${listed(Object.keys(targets))}, or add ${target} to "targets".`,
        }),
      ),
      ...nowhere.map((listener) =>
        finding('unknown-listener', [rule], {
          message: `${named(rule)} is for listener ${listener}, which is not in the table.`,
          fix: `Use one of ${listed(Object.keys(listeners))}.`,
        }),
      ),
    ];
  });
}

/** Room between neighbours is asked for only where there are bands: elsewhere the numbers are not ours to give. */
function priorities({ name: listener, rules }: ListenerRules, bands: Routes['bands']): Finding[] {
  return rules.flatMap((rule, index) => {
    const before = rules[index - 1];
    if (before === undefined) return [];
    const gap = rule.priority - before.priority;
    if (gap === 0) {
      return finding('duplicate-priority', [rule, before], {
        listeners: [listener],
        message: `${before.name} and ${rule.name} both have priority ${rule.priority}.`,
        fix: 'Give one of them a free number; AWS refuses the second at apply.',
      });
    }
    if (gap >= GAP || bands.length === 0) return [];
    return finding('narrow-gap', [rule, before], {
      listeners: [listener],
      message: `Only ${gap - 1} numbers are free between ${named(before)} and ${named(rule)}.`,
      fix: `Keep ${GAP} between neighbours: a rule can then be put between them in one clean call.`,
    });
  });
}

function bands({ bands, rules }: Routes): Finding[] {
  if (bands.length === 0) return [];
  const outside = rules.filter(
    ({ priority }) => !bands.some(({ from, to }) => from <= priority && priority <= to),
  );
  return outside.map((rule) =>
    finding('outside-bands', [rule], {
      message: `${named(rule)} lies in no band of priorities.`,
      fix: `Use a number of ${listed(bands.map(({ name, from, to }) => `${name} (${from} to ${to})`))}.`,
    }),
  );
}

/** Names, targets, listeners, priorities and their bands. */
export const checkReferences: Check = ({ routes, listeners }) => [
  ...duplicateNames(routes.rules),
  ...unknownNames(routes),
  ...listeners.flatMap((on) => priorities(on, routes.bands)),
  ...bands(routes),
];
