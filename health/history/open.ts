/** Puts the history together: index, store and recorder, with what is logged of them. */
import path from 'node:path';
import type { Config, HistoryPlace } from '../config.ts';
import { describeError, type Logger } from '../log.ts';
import type { MaintenanceCalendar } from '../maintenance.ts';
import type { Clock } from '../probe/clock.ts';
import { createDynamoStore } from './dynamoStore.ts';
import { createIndex, type HistoryIndex } from './index.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { createSqliteStore } from './sqliteStore.ts';
import type { HistoryStore } from './store.ts';

export interface History {
  readonly index: HistoryIndex;
  readonly recorder: Recorder;
}

/**
 * Opens the history and begins to read what is there, which may take a second and holds nobody up. A store that does not
 * work is logged and tried again later.
 */
export function openHistory(
  config: Config,
  maintenance: MaintenanceCalendar,
  clock: Clock,
  log: Logger,
): History {
  const index = createIndex();
  const recorder = createRecorder({
    store: openStore(config.history, log),
    index,
    clock,
    critical: config.critical,
    isMaintenance: maintenance.touches,
    events: {
      down: (error) =>
        log.error({ event: 'history_down', ...describeError(error) }, 'the history store is down'),
      up: (lost) => log.info({ event: 'history_up', lost }, 'the history store works again'),
    },
  });
  void recorder.load();
  return { index, recorder };
}

function openStore(place: HistoryPlace, log: Logger): HistoryStore | undefined {
  switch (place.kind) {
    case 'memory':
      return undefined;
    case 'file': {
      const setAside = (suffix: string) =>
        log.error(
          { event: 'history_set_aside', name: `${path.basename(place.file)}.${suffix}` },
          'the history file could not be read: put aside, a new one begun',
        );
      return createSqliteStore({ file: place.file, setAside });
    }
    case 'table':
      return createDynamoStore(place);
  }
}
