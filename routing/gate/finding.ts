/** What the gate says. */
import type { FindingCode } from '../lint/finding.ts';
import type { RoutingRequest } from '../request.ts';

export type GateCode =
  | 'plan-errored'
  | 'plan-incomplete'
  | 'priority-held'
  | 'unlisted-delete'
  | 'unlisted-replace'
  | 'traffic-astray'
  | 'traffic-changed'
  | 'listener-changed'
  | 'target-group-changed'
  | 'target-in-use'
  | 'stale-consent'
  | 'existing-older-than-plan'
  | FindingCode;

export interface GateFinding {
  code: GateCode;
  severity: 'error' | 'warning';
  /** Addresses of the resources concerned. */
  rules: readonly string[];
  message: string;
  fix: string;
  witness?: RoutingRequest;
  /** What to agree to, word for word, when consent is enough. */
  effect?: string;
}
