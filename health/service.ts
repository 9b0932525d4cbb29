/** Puts the parts together: prober, app, metrics, servers; starts them, and ends them without dropping a request. */
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCanary } from './canary/open.ts';
import type { Config } from './config.ts';
import { openHistory } from './history/open.ts';
import { createLimitedServer, listen } from './http/listen.ts';
import { createListener } from './http/listener.ts';
import { metricsListener } from './http/metricsServer.ts';
import { describeError, type Logger, loggedEvents } from './log.ts';
import { createCalendar } from './maintenance.ts';
import { createMetrics } from './metrics.ts';
import { systemClock } from './probe/clock.ts';
import { createProber, type Prober } from './probe/prober.ts';
import { type Ask, createAsk } from './probe/upstream.ts';

export interface Service {
  /** Port of the report. */
  readonly port: number;
  /** Port of /metrics, when it is on. */
  readonly metricsPort: number | undefined;
  /**
   * Ends the service: `/readyz` turns red, requests are served for `delayMs` more, then the rest is answered.
   * @returns when nothing is left, at the latest after the configured time
   */
  drain(delayMs: number): Promise<void>;
}

/**
 * Starts a health service.
 * @param ask how MLflow is asked; tests give one that misbehaves as no server can
 * @throws ListenError when an address is taken
 */
export async function startService(
  config: Config,
  log: Logger,
  ask: Ask = createAsk(config.upstream),
): Promise<Service> {
  const clock = systemClock;
  let draining = false;
  const maintenance = createCalendar(config.maintenance);
  const metrics = createMetrics(() => prober, maintenance, clock);
  const logged = loggedEvents(log);
  const history = openHistory(config, maintenance, clock, log);
  const prober: Prober = createProber({
    ask,
    thresholds: config.thresholds,
    sentinel: config.upstream.sentinel,
    canary: openCanary(config, clock, () => prober),
    clock,
    events: {
      ...logged,
      round(snapshot, end) {
        metrics.round(end);
        history.recorder.round(snapshot, end);
      },
      transition(transition) {
        metrics.transition(transition);
        history.recorder.transition(transition);
        logged.transition(transition);
      },
      discarded(discard) {
        metrics.discarded(discard.reason);
        logged.discarded(discard);
      },
    },
  });
  const listener = createListener({
    config,
    prober,
    history: history.index,
    maintenance,
    clock,
    draining: () => draining,
    counted: metrics.request,
    untrustedProxy: () =>
      log.warn(
        { event: 'untrusted_proxy' },
        'requests carry X-Forwarded-For, but TRUSTED_HOPS is 0: everyone behind that proxy shares one rate limit',
      ),
    defect: (error) => log.error({ event: 'defect', ...describeError(error) }, 'defect while answering'),
  });
  const main = createLimitedServer(listener, { refused: (status) => metrics.request('other', status) });
  const side = createLimitedServer(metricsListener(metrics));
  const metricsPort = config.metrics && (await listen(side, config.metrics));
  const port = await listen(main, config.listen);
  prober.start();
  return {
    port,
    metricsPort,
    async drain(delayMs) {
      draining = true;
      const latest = sleep(config.drain.timeoutMs, undefined, { ref: false });
      await Promise.race([sleep(delayMs), latest]);
      prober.stop();
      await Promise.race([history.recorder.close(), latest]);
      const servers = config.metrics ? [main, side] : [main];
      await Promise.race([Promise.all(servers.map(close)), latest]);
      for (const server of servers) server.closeAllConnections();
    },
  };
}

/** Takes no new connections, ends idle ones, and waits for the answers under way. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
