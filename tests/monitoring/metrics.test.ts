/** Every metric and label that rules, dashboards and alarms ask for is one that the health service gives. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeUpstream, startFakeUpstream } from '../../health/testing/fakeUpstream.ts';
import { type RunningService, startRunningService } from '../../health/testing/runningService.ts';
import { healthy } from '../../health/testing/scripts.ts';
import { send } from '../../health/testing/send.ts';
import { ROOT } from '../../machine/paths.js';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

let upstream: FakeUpstream;
let service: RunningService;
let text: string;

beforeAll(async () => {
  upstream = await startFakeUpstream(healthy);
  service = await startRunningService(upstream.url);
  text = (await send(service.metricsOrigin, '/metrics')).body;
});
afterAll(async () => {
  await service.stop();
  await upstream.close();
});

/** Names by which a metric can be asked for: a histogram has three. */
function offered(): Set<string> {
  const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  return new Set(
    types.flatMap(([, name = '', type]) =>
      type === 'histogram' ? ['_bucket', '_count', '_sum'].map((end) => name + end) : [name],
    ),
  );
}

describe.each([
  'infra/prometheus/alerts.rules.yml',
  'infra/prometheus/recording.rules.yml',
  'infra/prometheus/grafana.json',
  'infra/prometheus/scenarios.yml',
  'infra/prometheus/scenarios.days.yml',
])('%s', (file) => {
  it('asks for metrics that the health service gives', () => {
    const asked = new Set(read(file).match(/\bhealth_[a-z_]+\b/g));
    expect([...asked].filter((name) => !offered().has(name))).toEqual([]);
    expect(asked.size).toBeGreaterThan(0);
  });

  it('asks for recorded series that are recorded', () => {
    const recorded = new Set(read('infra/prometheus/recording.rules.yml').match(/(?<=record: )\S+/g));
    const asked = read(file).match(/\bmlflow:[a-z0-9_:]+/g) ?? [];
    expect(asked.filter((name) => !recorded.has(name))).toEqual([]);
  });
});

it('the alarms read what the agent publishes, which the health service gives', () => {
  const declared = [
    ...read('infra/modules/health-service/task.tf').matchAll(/metric_selectors = \["(\^[^"]+\$)"\]/g),
  ].map(([, pattern = '']) => new RegExp(pattern));
  const wanted = [
    ...new Set(
      read('infra/modules/monitoring/alarms.tf').match(/(?<=metric(?:_name)? += ")health_[a-z_]+(?=")/g),
    ),
  ];
  expect(wanted.filter((name) => !declared.some((pattern) => pattern.test(name)))).toEqual([]);
  const published = [...offered()].filter((name) => declared.some((pattern) => pattern.test(name)));
  expect(published.sort()).toEqual([...wanted].sort());
});

it('has the checks and states that the alarms name', () => {
  for (const [, check, status] of read('infra/modules/monitoring/alarms.tf').matchAll(
    /check = "([a-z-]+)", status = "([a-z]+)"/g,
  ))
    expect(text).toContain(`health_check_status{check="${check}",status="${status}"}`);
});
