/** Measures decisions and the linter on tables as large as AWS allows. Run with `node routing/bench.ts`. */
import { compile } from './compile.ts';
import { lint } from './lint.ts';
import { loadRoutes } from './load.ts';
import { parseRequest, type RoutingRequest } from './request.ts';
import type { Condition, Routes, Rule } from './schema.ts';

const RULES = 100;
const EVALUATIONS = 20_000;

/** How the rules of a table relate: the more they overlap, the more there is to prove. */
const SHAPES: Record<string, (index: number) => Condition[]> = {
  'separate paths': (index) => [
    { type: 'host-header', values: ['registry.hokus.ai'] },
    { type: 'path-pattern', values: [`/a${index}`, `/a${index}/*`, `/b${index}`, `/b${index}/*`] },
  ],
  'overlapping paths': (index) => [
    { type: 'host-header', values: ['*.hokus.ai'] },
    {
      type: 'path-pattern',
      values: [`/*/x${index % 10}`, `/a/${index}/*`, `/*/b/${index % 7}`, `/c${index}*`],
    },
  ],
  mixed: (index) => [
    { type: 'host-header', values: [`h${index % 4}.hokus.ai`, '*.hokus.ai'].slice(index % 2) },
    { type: 'path-pattern', values: [`/*/x${index % 10}`, `/p${index % 7}*`] },
    ...(index % 3 === 0
      ? [{ type: 'http-header' as const, name: 'X-A', values: [`v${index}*`] }]
      : [{ type: 'http-request-method' as const, values: [index % 2 === 0 ? 'GET' : 'POST'] }]),
  ],
  'hosts, paths and methods': (index) => [
    { type: 'host-header', values: [`h${index % 9}.hokus.ai`, '*.hokus.ai'] },
    { type: 'path-pattern', values: [`/p${index % 17}/*`, `/*/q${index}`] },
    { type: 'http-request-method', values: [index % 2 === 0 ? 'GET' : 'POST'] },
  ],
};

function tableOf(routes: Routes, conditions: (index: number) => Condition[]): Routes {
  const rules = Array.from({ length: RULES }, (_, index): Rule => {
    const target = index % 3 === 0 ? 'health' : 'api';
    return {
      name: `rule-${index}`,
      priority: (index + 1) * 10,
      listeners: ['https'],
      conditions: conditions(index),
      action: { type: 'forward', targets: [{ target, weight: 1 }] },
      why: 'Measured.',
    };
  });
  const { https } = routes.listeners;
  return { ...routes, bands: [], listeners: https ? { https } : {}, rules };
}

/** CPU time of a piece of work, in milliseconds. */
function cpu(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** A pattern as a regular expression: only here, to compare with. */
const regexOf = (pattern: string) =>
  pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');

/** The same table as regular expressions made beforehand: what one would write without this room. */
function precompiled({ rules }: Routes): (request: RoutingRequest) => string | null {
  const ready = rules.map(({ name, conditions }) => ({
    name,
    tests: conditions.map((condition): ((request: RoutingRequest) => boolean) => {
      if (condition.type === 'query-string') throw new Error('No shape has a query.');
      const regex = new RegExp(
        `^(?:${condition.values.map(regexOf).join('|')})$`,
        condition.type === 'host-header' ? 'i' : '',
      );
      if (condition.type === 'host-header') return ({ host }) => regex.test(host);
      if (condition.type === 'path-pattern') return ({ path }) => regex.test(path);
      return ({ method }) => regex.test(method);
    }),
  }));
  return (request) => ready.find(({ tests }) => tests.every((test) => test(request)))?.name ?? null;
}

/** Microseconds of CPU for each run. */
function each(work: () => unknown): number {
  for (let run = 0; run < EVALUATIONS / 10; run++) work();
  const spent = cpu(() => {
    for (let run = 0; run < EVALUATIONS; run++) work();
  });
  return (spent * 1000) / EVALUATIONS;
}

const ours = await loadRoutes();
for (const [name, conditions] of Object.entries(SHAPES)) {
  const table = tableOf(ours, conditions);
  let findings = 0;
  const linted = cpu(() => {
    findings = lint(table).findings.length;
  });
  const request = parseRequest('https://registry.hokus.ai/none/of/them');
  const router = compile(table);
  const regexes = precompiled(table);
  if (regexes(request) !== router.decide(request).rule)
    throw new Error('The regular expressions say otherwise.');
  const [decided, compared] = [each(() => router.decide(request)), each(() => regexes(request))];
  console.log(
    `${RULES} rules × 5 values, ${name}: lint ${linted.toFixed(0)} ms CPU (${findings} findings), decide ${decided.toFixed(1)} µs, the same as regular expressions ${compared.toFixed(1)} µs`,
  );
}
