/** Measures decisions and the linter on tables as large as AWS allows. Run with `npm run bench -- routing`. */
import { compile } from './compile.ts';
import { asRegexes, LARGE, RULES } from './fixtures/large.ts';
import { lint } from './lint.ts';
import { parseRequest } from './request.ts';

const EVALUATIONS = 20_000;

/** CPU time of a piece of work, in milliseconds. */
function cpu(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Microseconds of CPU for each run. */
function each(work: () => unknown): number {
  for (let run = 0; run < EVALUATIONS / 10; run++) work();
  const spent = cpu(() => {
    for (let run = 0; run < EVALUATIONS; run++) work();
  });
  return (spent * 1000) / EVALUATIONS;
}

/** No rule takes it, so every rule is asked. */
const REQUEST = parseRequest('https://registry.example.com/none/of/them');

for (const [name, table] of LARGE) {
  let findings = 0;
  const linted = cpu(() => {
    findings = lint(table).findings.length;
  });
  const router = compile(table);
  const regexes = asRegexes(table);
  const [decided, compared] = [each(() => router.decide(REQUEST)), each(() => regexes(REQUEST))];
  console.log(
    `${RULES} rules × 5 values, ${name}: lint ${linted.toFixed(0)} ms CPU (${findings} findings), decide ${decided.toFixed(1)} µs, the same as regular expressions ${compared.toFixed(1)} µs`,
  );
}
