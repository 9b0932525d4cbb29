/** Every alarm leads to a page that is there and speaks of it, and no page is left over. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { ROOT } from '../../machine/paths.js';
import { ELSEWHERE } from '../../snippets/published/elsewhere.ts';
import { readPage } from '../../snippets/runner/readPage.ts';

const OPERATE = 'docs/guide/operate';

const PAGES = `${OPERATE}/runbooks`;

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const groupsSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(z.object({ alert: z.string(), annotations: z.object({ runbook: z.string() }) })),
    }),
  ),
});

/** Short names of the alarms in CloudWatch, and the page that each leads to. */
function cloudWatchAlarms(): [alarm: string, page: string][] {
  const text = read('infra/modules/monitoring/alarms.tf');
  const alarms = [
    ...text.matchAll(/^ {4,6}([a-z0-9-]+) += +merge\(local\.minutes, \{[\s\S]*?runbook += "([a-z-]+)"/gm),
  ].map(([, name = '', page = '']): [string, string] => [name, page]);
  const [, checks = ''] = /check = \{\n([\s\S]*?)\n {2}\}/.exec(text) ?? [];
  const names = [...checks.matchAll(/^ +([a-z-]+) +=/gm)].map(([, name = '']) => name);
  const single = [
    ...text.matchAll(
      /alarm_name += "\$\{var\.name\}-([a-z]+)"[\s\S]*?Runbook: \$\{var\.runbooks\}\/([a-z-]+)\//g,
    ),
  ];
  return [
    ...alarms,
    ...names.map((name): [string, string] => [`check-${name}`, 'check-failing']),
    ...single.map(([, name = '', page = '']): [string, string] => [name, page]),
  ];
}

function prometheusAlerts(): [alarm: string, page: string][] {
  const { groups } = groupsSchema.parse(parse(read('infra/prometheus/alerts.rules.yml')));
  return groups.flatMap(({ rules }) =>
    rules.map(({ alert, annotations }): [string, string] => [alert, annotations.runbook]),
  );
}

const alarms = [...cloudWatchAlarms(), ...prometheusAlerts()];

it('finds every alarm', () => {
  const resources = read('infra/modules/monitoring/alarms.tf').match(/runbook += "/g)?.length ?? 0;
  // Five checks share one entry, and composite alarm and maintenance have none.
  expect(cloudWatchAlarms()).toHaveLength(resources - 1 + 5 + 2);
  expect(new Set(alarms.map(([name]) => name)).size).toBe(alarms.length);
});

describe.each(alarms)('%s', (alarm, page) => {
  it(`leads to ${page}, which names it`, () => {
    expect(existsSync(path.join(ROOT, PAGES, `${page}.mdx`))).toBe(true);
    expect(read(`${PAGES}/${page}.mdx`)).toMatch(new RegExp(`^\\*\\*Alarms?:\\*\\*[^#]*\`${alarm}\``, 'm'));
  });

  it('stands in the tables of "Monitor the endpoint"', () => {
    expect(read('docs/guide/operate/monitor.mdx')).toContain(`\`${alarm}\``);
  });
});

describe.each(globSync('*.mdx', { cwd: path.join(ROOT, PAGES) }))('%s', (file) => {
  it('is the page of an alarm', () => {
    expect(alarms.map(([, page]) => `${page}.mdx`)).toContain(file);
  });

  it('says what to check first, how to fix it, and whom to call', () => {
    const headings = [...read(`${PAGES}/${file}`).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Check first', 'Fix', 'Escalate']);
    const [, first = ''] = /## Check first\n([\s\S]*?)\n## /.exec(read(`${PAGES}/${file}`)) ?? [];
    expect(first.match(/^\d\. /gm)).toHaveLength(3);
  });
});

/** Why a command of these pages runs nowhere here. */
const NOTHING_STANDS_IN = [
  'needs AWS, which asks from its own locations',
  'needs CloudFront, which moto has only parts of',
  'needs a container engine and the AWS account',
];

/** A command with arguments in a line of text, where nothing runs it. */
const INLINE = /(?<!`)`{1,2} ?((?:aws|curl|terraform) [^`]*|npm run verify --[^`]*)/g;

const withCommands = [
  ...globSync(`${PAGES}/*.mdx`, { cwd: ROOT }),
  ...['deploy', 'move-rules', 'roll-out'].map((page) => `${OPERATE}/${page}.mdx`),
];

describe.each(withCommands)('%s', (page) => {
  it('has its commands in blocks, which run', async () => {
    const text = read(page).replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');
    expect([...text.matchAll(INLINE)].map(([, command]) => command)).toEqual([]);
    const { steps, problems } = await readPage(page, ROOT);
    expect(problems).toEqual([]);
    const tested: readonly string[] = Object.values(ELSEWHERE);
    const untested = steps.flatMap((step) =>
      step.kind === 'untested' && !tested.includes(step.reason) ? [step.reason] : [],
    );
    expect(untested.filter((reason) => !NOTHING_STANDS_IN.includes(reason))).toEqual([]);
  });
});

describe('the rollout page', () => {
  const text = read(`${OPERATE}/roll-out.mdx`);
  const steps = text.split(/^## /m).filter((section) => /^\d\. /.test(section));

  it.each(steps)(
    'says what to look at before and after, the signs of failure, and the way back: %.20s',
    (step) => {
      for (const label of ['Gate', 'Check', 'Signs of failure', 'Roll back'])
        expect(step).toContain(`- **${label}:**`);
      const [, number = ''] = /^(\d)/.exec(step) ?? [];
      expect(text, 'its duration').toMatch(new RegExp(`^\\| \\[${number}\\. .*(minutes|hour|day)`, 'm'));
    },
  );

  it('has the six steps', () => {
    expect(steps).toHaveLength(6);
  });
});
