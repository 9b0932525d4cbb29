import { expect, it } from 'vitest';
import { HEALTH_PATH, TRACKING_PATH } from '../../endpoint.ts';
import { readConfig } from '../../health/config.ts';
import { ARROWS, PARTS } from '../../src/components/ArchitectureDiagram/parts.ts';

it('says paths, port and pace in the architecture diagram as they are', () => {
  const config = readConfig({ MLFLOW_URL: 'http://127.0.0.1' });
  const labels = ARROWS.map(({ label }) => label);
  expect(labels).toEqual(expect.arrayContaining([TRACKING_PATH, HEALTH_PATH]));
  expect(labels).toContain(`probes, every ${config.thresholds.intervalMs / 1000} s`);
  expect(PARTS.find(({ id }) => id === 'health')?.lines).toContain(`port ${config.listen.port}`);
});
