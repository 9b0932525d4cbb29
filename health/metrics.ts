/** What Prometheus reads: states, durations, age of the last probe, transitions and requests. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { checkNames, checkStatuses } from './contract.ts';
import { isOpen, type MaintenanceCalendar } from './maintenance.ts';
import type { Clock } from './probe/clock.ts';
import { signals } from './probe/outcome.ts';
import type { Discard, Prober } from './probe/prober.ts';
import type { RoundEnd, Transition } from './probe/snapshot.ts';

export interface Metrics {
  /** Counts one answer. `route` is a path of the contract or `other`, never what the client sent. */
  request(route: string, status: number): void;
  round(end: RoundEnd): void;
  transition(transition: Transition): void;
  discarded(reason: Discard['reason']): void;
  /** The text for Prometheus, with gauges as of now. */
  text(): Promise<string>;
  readonly contentType: string;
}

const statuses = [...checkStatuses, 'unknown'] as const;
const buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 5, 10, 30];

/** Makes the metrics of one service. `prober` is asked when Prometheus asks. */
export function createMetrics(prober: () => Prober, maintenance: MaintenanceCalendar, clock: Clock): Metrics {
  const registry = new Registry();
  const registers = [registry];
  // CPU time, memory and event-loop lag of this process. The lag is sampled ten times a second: each sample wakes the process.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 });
  // Which faults of Node would work here is nobody's business.
  registry.removeSingleMetric('nodejs_version_info');
  const requests = countedWhenAsked(registers);
  const transitions = new Counter({
    name: 'health_check_transitions_total',
    help: 'Changes of the state that is held of a check.',
    labelNames: ['check', 'to'],
    registers,
  });
  const outcomes = new Counter({
    name: 'health_probe_outcomes_total',
    help: 'What single rounds saw, before several are weighed together.',
    labelNames: ['signal', 'status', 'code'],
    registers,
  });
  const durations = new Histogram({
    name: 'health_probe_duration_seconds',
    help: 'Time until the slowest whole answer was there, for rounds that got one.',
    labelNames: ['signal'],
    buckets,
    registers,
  });
  const discarded = new Counter({
    name: 'health_rounds_discarded_total',
    help: 'Rounds thrown away because this process stood still, or its machine was short of a resource.',
    labelNames: ['reason'],
    registers,
  });
  addGauges(registers, prober, clock);
  new Gauge({
    name: 'health_maintenance',
    help: 'Whether an announced maintenance window is open: 1 or 0.',
    registers,
    collect() {
      this.set(isOpen(maintenance.announced()) ? 1 : 0);
    },
  });
  return {
    request: requests,
    round({ outcomes: seen }) {
      for (const signal of signals) {
        const outcome = seen[signal];
        if (outcome === undefined) continue;
        outcomes.inc({ signal, status: outcome.status, code: 'code' in outcome ? outcome.code : '' });
        if (outcome.durationMs !== undefined) durations.observe({ signal }, outcome.durationMs / 1000);
      }
    },
    transition: ({ check, to }) => transitions.inc({ check, to: to.status }),
    discarded: (reason) => discarded.inc({ reason }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** Counts answers in a map, and hands them on when Prometheus asks: a counter's labels cost more than the answer. */
function countedWhenAsked(registers: Registry[]): Metrics['request'] {
  const counts = new Map<string, Map<number, number>>();
  new Counter({
    name: 'health_http_requests_total',
    help: 'Answers given, by route and status code.',
    labelNames: ['route', 'code'],
    registers,
    collect() {
      for (const [route, byStatus] of counts) {
        for (const [status, count] of byStatus) this.inc({ route, code: String(status) }, count);
        byStatus.clear();
      }
    },
  });
  return (route, status) => {
    const byStatus = counts.get(route) ?? new Map<number, number>();
    if (byStatus.size === 0) counts.set(route, byStatus);
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
  };
}

/** Gauges are read when Prometheus asks, so none of them can be older than the answer. */
function addGauges(registers: Registry[], prober: () => Prober, clock: Clock): void {
  new Gauge({
    name: 'health_check_status',
    help: 'State held of a check: 1 for the one that holds, 0 for the others.',
    labelNames: ['check', 'status'],
    registers,
    collect() {
      const { checks } = prober().snapshot();
      for (const check of checkNames) {
        const held = checks[check].held.status;
        for (const status of statuses) this.set({ check, status }, held === status ? 1 : 0);
      }
    },
  });
  new Gauge({
    name: 'health_report_phase',
    help: 'Whether the report can be believed: 1 for the phase that holds, 0 for the others.',
    labelNames: ['phase'],
    registers,
    collect() {
      const now = prober().phase();
      for (const phase of ['starting', 'live', 'stale']) this.set({ phase }, now === phase ? 1 : 0);
    },
  });
  new Gauge({
    name: 'health_last_round_age_seconds',
    help: 'Age of the last round that counts; absent before the first.',
    registers,
    collect() {
      const { endedAt } = prober().snapshot();
      this.reset();
      if (endedAt === undefined) this.remove();
      else this.set((clock.monotonic() - endedAt) / 1000);
    },
  });
  new Gauge({
    name: 'health_certificate_expiry_seconds',
    help: "Time until the front door's certificate ends; absent when none has been seen.",
    registers,
    collect() {
      const { certificateEnds } = prober().snapshot();
      this.reset();
      if (certificateEnds === undefined) this.remove();
      else this.set((certificateEnds.getTime() - clock.wall().getTime()) / 1000);
    },
  });
}
