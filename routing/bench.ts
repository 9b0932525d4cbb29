/** Measures the evaluator and the linter on tables as large as AWS allows. Run with `node routing/bench.ts`. */
import { evaluate } from './evaluate.ts';
import { lint } from './lint.ts';
import { loadRoutes } from './load.ts';
import { parseRequest } from './request.ts';
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

const ours = await loadRoutes();
for (const [name, conditions] of Object.entries(SHAPES)) {
  const table = tableOf(ours, conditions);
  let findings = 0;
  const linted = cpu(() => {
    findings = lint(table).findings.length;
  });
  const request = parseRequest('https://registry.hokus.ai/none/of/them');
  evaluate(table, request);
  const evaluated = cpu(() => {
    for (let run = 0; run < EVALUATIONS; run++) evaluate(table, request);
  });
  const each = ((evaluated * 1000) / EVALUATIONS).toFixed(1);
  console.log(
    `${RULES} rules × 5 values, ${name}: lint ${linted.toFixed(0)} ms CPU (${findings} findings), evaluate ${each} µs`,
  );
}
