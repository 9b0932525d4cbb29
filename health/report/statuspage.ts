/** The state in the schema of Statuspage's `status.json`, for tools that read status pages. */
import { type HealthStatus, type Statuspage, statuspageSchema } from '../contract.ts';
import type { Phase } from '../probe/snapshot.ts';

const words = {
  pass: { indicator: 'none', description: 'All Systems Operational' },
  warn: { indicator: 'minor', description: 'Partially Degraded Service' },
  fail: { indicator: 'critical', description: 'Major Service Outage' },
} as const satisfies Record<HealthStatus, unknown>;

/** Statuspage knows no "unknown": what cannot be believed is a major incident, in words that say so. */
const unknown = { indicator: 'major', description: 'State Unknown' } as const;

/**
 * Builds the status.
 * @param updatedAt when the state was last known
 */
export function statuspage(
  status: HealthStatus,
  phase: Phase,
  updatedAt: Date,
  aboutUrl: string,
): Statuspage {
  return statuspageSchema.parse({
    page: {
      id: 'mlflow',
      name: 'Hokusai MLflow',
      url: aboutUrl,
      time_zone: 'Etc/UTC',
      updated_at: updatedAt.toISOString(),
    },
    status: phase === 'live' ? words[status] : unknown,
  });
}
