/** Puts the history together: index, store and recorder, with what is logged of them. */
import { basename } from 'node:path';
import type { Config } from '../config.ts';
import { describeError, type Logger } from '../log.ts';
import type { Clock } from '../probe/clock.ts';
import { createIndex, type HistoryIndex } from './index.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { createSqliteStore } from './sqliteStore.ts';

export interface History {
  readonly index: HistoryIndex;
  readonly recorder: Recorder;
}

/**
 * Opens the history and begins to read what is there, which may take a second and holds nobody up. A store that does not
 * work is logged and tried again later.
 */
export function openHistory(config: Config, clock: Clock, log: Logger): History {
  const index = createIndex();
  const file = config.historyFile;
  const setAside = (suffix: string) => {
    const name = `${basename(file ?? '')}.${suffix}`;
    log.error(
      { event: 'history_set_aside', name },
      'the history file could not be read: put aside, a new one begun',
    );
  };
  const store = file === undefined ? undefined : createSqliteStore({ file, setAside });
  const recorder = createRecorder({
    store,
    index,
    clock,
    critical: config.critical,
    events: {
      down: (error) =>
        log.error({ event: 'history_down', ...describeError(error) }, 'the history store is down'),
      up: (lost) => log.info({ event: 'history_up', lost }, 'the history store works again'),
    },
  });
  void recorder.load();
  return { index, recorder };
}
