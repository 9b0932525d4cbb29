/** `npm run bench`: prints the figures that documents name. Run it on a machine that has nothing else to do. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { serveBuiltSite } from '../tests/budgets/builtSite.ts';
import { openPage, weigh } from '../tests/budgets/measure.ts';
import { launchBrowser, NO_BROWSER } from '../tests/e2e/browser.ts';
import { rankLine, rankQueries } from '../tests/site/searchRanks.ts';

const PAGES = ['/', '/docs/quickstart/', '/api/mlflow/create-experiment/'];
const HELP = `Usage: npm run bench -- [build] [pages] [search] [routing] [health] [health-simulation]
                         [health-faults] [health-abuse] [newcomer]

Measures the site's build, the bytes of its pages (brotli), the rank of the page that answers each of 100 searches,
the routing evaluator and linter, the health service under load, how soon and how truly its rules tell a fault, by
simulation, how soon it tells each fault of a real MLflow, which prints the rows of the table in health/README.md, and
what a key holder can do to its report on a real MLflow, which renews the other table there. Follows the quickstart as
a new reader, from pip on, with every mistake, which renews tests/quickstart/result.json. Without words, all of them.`;

/** How often each fault of a real MLflow is made. */
const FAULT_TURNS = '3';

function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}.`);
}

function healthFaults(): void {
  process.env.FAULT_TURNS = FAULT_TURNS;
  run(
    'node',
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    'long',
    'tests/health/faults.long.test.ts',
  );
}

function seconds(work: () => void): string {
  const started = performance.now();
  work();
  return ((performance.now() - started) / 1000).toFixed(1);
}

function build(): void {
  const site = () => {
    const { status, stdout, stderr } = spawnSync('npm', ['run', 'build'], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`npm run build failed:\n${stdout}${stderr}`);
  };
  rmSync('node_modules/.cache', { recursive: true, force: true });
  rmSync('.docusaurus', { recursive: true, force: true });
  console.log(`cold  ${seconds(site)} s`);
  console.log(`warm  ${seconds(site)} s`);
}

async function pages(): Promise<void> {
  const site = await serveBuiltSite();
  const browser = await launchBrowser();
  if (browser === undefined) throw new Error(NO_BROWSER);
  try {
    for (const path of PAGES) {
      const page = await browser.newPage();
      const weight = await weigh(page, () => openPage(page, site.origin + path));
      console.log(`${path}  html ${weight.html}, css ${weight.css}, js ${weight.js} bytes`);
    }
  } finally {
    await browser.close();
    site.stop();
  }
}

function search(): void {
  const ranks = rankQueries();
  for (const rank of ranks) console.log(rankLine(rank));
  const upTo = (last: number) => ranks.filter(({ rank }) => rank > 0 && rank <= last).length;
  console.log(
    `${ranks.length} queries: ${upTo(1)} have the wanted page first, ${upTo(3)} among the first three`,
  );
}

const MEASUREMENTS: Record<string, () => void | Promise<void>> = {
  build,
  pages,
  search,
  routing: () => run('node', 'routing/bench.ts'),
  health: () => run('node', '--expose-gc', 'health/bench.ts'),
  'health-simulation': () => run('node', 'health/bench/simulationReport.ts'),
  'health-faults': healthFaults,
  'health-abuse': () => run('node', 'tests/health/abuse/main.ts'),
  newcomer: () => run('node', 'tests/quickstart/main.ts'),
};

const words = process.argv.slice(2);
const unknown = words.filter((word) => !(word in MEASUREMENTS));
if (unknown.length > 0) {
  const asksForHelp = unknown.includes('--help') || unknown.includes('-h');
  (asksForHelp ? console.log : console.error)(
    asksForHelp ? HELP : `Nothing is called ${unknown.join(', ')}.\n\n${HELP}`,
  );
  process.exit(asksForHelp ? 0 : 2);
}
for (const [name, measure] of Object.entries(MEASUREMENTS)) {
  if (words.length > 0 && !words.includes(name)) continue;
  console.log(`\n${name}`);
  await measure();
}
