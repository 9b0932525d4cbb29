/** The state in the schema of Statuspage's `status.json`, for tools that read status pages. */
import { type Statuspage, statuspageSchema } from '../contract.ts';
import { type BadgeState, wordsOf } from './badge.ts';

/** Statuspage knows no "unknown": what cannot be believed is a major incident, in a word that says so. */
const indicators = {
  pass: 'none',
  warn: 'minor',
  fail: 'critical',
  unknown: 'major',
} as const satisfies Record<BadgeState, Statuspage['status']['indicator']>;

/**
 * Builds the status.
 * @param updatedAt when the state was last known
 */
export function statuspage(
  state: BadgeState,
  inMaintenance: boolean,
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
    status: {
      // What Statuspage itself says while a scheduled maintenance is under way.
      indicator: inMaintenance ? 'maintenance' : indicators[state],
      description: wordsOf(state, inMaintenance),
    },
  });
}
