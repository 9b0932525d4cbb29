/** The shape of a handler: what it reads, and what of a request its answer can depend on. */
import type { Config } from '../config.ts';
import type { HistoryIndex } from '../history/index.ts';
import type { MaintenanceCalendar } from '../maintenance.ts';
import type { Clock } from '../probe/clock.ts';
import type { Prober } from '../probe/prober.ts';
import type { Reply } from './replies.ts';

/** What the handlers read. */
export interface Knowledge {
  readonly config: Config;
  readonly prober: Prober;
  readonly history: HistoryIndex;
  readonly clock: Clock;
  readonly maintenance: MaintenanceCalendar;
  /** Whether the process is about to end. */
  readonly draining: () => boolean;
}

/** The parts of a request that an answer can depend on. */
export interface Asked {
  /** @param name in lower case */
  header(name: string): string | undefined;
  query(name: string): string | undefined;
}

export type Handler = (asked: Asked) => Reply;
