/** Writes the history: adds up rounds, hands whole minutes to the store, and reads back what other instances wrote. */
import type { CheckName } from '../contract.ts';
import type { Clock } from '../probe/clock.ts';
import type { RoundEnd, Snapshot, Transition } from '../probe/snapshot.ts';
import { codeOfHeld } from '../probe/state.ts';
import { type HistoryIndex, oldestKept } from './index.ts';
import { createSteadyClock } from './steadyClock.ts';
import {
  FULL_SHARE,
  type HistoryStore,
  MAINTENANCE,
  MINUTE_MS,
  type MinuteRow,
  type TransitionRow,
} from './store.ts';
import { emptyTally, rowsOf, type Tally, withRoundOf } from './tally.ts';

export interface RecorderOptions {
  /** Undefined keeps the history in memory only. */
  readonly store: HistoryStore | undefined;
  readonly index: HistoryIndex;
  readonly clock: Clock;
  /** Checks that make the whole report fail. */
  readonly critical: readonly CheckName[];
  /** Whether a stretch of time, in milliseconds since 1970, touches announced maintenance. */
  readonly isMaintenance: (fromMs: number, toMs: number) => boolean;
  readonly events: {
    /** The store stopped working; told once. */
    down(error: unknown): void;
    /** It works again; `lost` rows had to be dropped. */
    up(lost: number): void;
  };
}

export interface Recorder {
  /** Reads what the store has. A store that is down is told of and tried again later. Never rejects. */
  load(): Promise<void>;
  /** Takes a round. Never throws and never waits. */
  round(snapshot: Snapshot, end: RoundEnd): void;
  transition(transition: Transition): void;
  /** Writes what is left and closes the store. */
  close(): Promise<void>;
}

/** Most rows that wait for a store to come back: an hour of them, in eight series. */
const MOST_WAITING = 480;
/** How far back the rows of other instances are looked for, in minutes: they may be late. */
const LOOK_BACK = 5;
/** How often old rows are removed, in minutes. */
const PRUNE_EVERY = 60;

/** Makes a recorder. */
export function createRecorder({
  store,
  index,
  clock,
  critical,
  isMaintenance,
  events,
}: RecorderOptions): Recorder {
  const wallTime = createSteadyClock(clock);
  let tally: Tally | undefined;
  let minutes: MinuteRow[] = [];
  let transitions: TransitionRow[] = [];
  let lost = 0;
  let isDown = false;
  let isLoaded = store === undefined;
  let writing: Promise<void> = Promise.resolve();

  /** Everything that touches the store comes through here, one after the other. */
  function exchange(minute: number): void {
    writing = writing.then(async () => {
      try {
        await write(minute);
        if (isDown) events.up(lost);
        isDown = false;
        lost = 0;
      } catch (error) {
        keepInMemory();
        if (!isDown) events.down(error);
        isDown = true;
      }
    });
  }

  async function write(minute: number): Promise<void> {
    if (store === undefined) return forget(...keepInMemory());
    const [sentMinutes, sentTransitions] = [minutes, transitions];
    await store.append({ minutes: sentMinutes, transitions: sentTransitions });
    forget(sentMinutes, sentTransitions);
    // What the store holds counts, not what we offered: another instance may have been first.
    await store.read(isLoaded ? minute - LOOK_BACK : oldestKept(minute), index);
    isLoaded = true;
    if (minute % PRUNE_EVERY === 0) await store.prune(oldestKept(minute));
  }

  function keepInMemory(): [MinuteRow[], TransitionRow[]] {
    for (const row of minutes) index.minute(row);
    for (const row of transitions) index.transition(row);
    lost += Math.max(0, minutes.length - MOST_WAITING);
    minutes = minutes.slice(-MOST_WAITING);
    transitions = transitions.slice(-MOST_WAITING);
    return [minutes, transitions];
  }

  function forget(sentMinutes: MinuteRow[], sentTransitions: TransitionRow[]): void {
    minutes = minutes.filter((row) => !sentMinutes.includes(row));
    transitions = transitions.filter((row) => !sentTransitions.includes(row));
  }

  function endMinute(next: Tally | undefined): void {
    if (tally !== undefined) {
      minutes = [...minutes, ...rowsOf(tally), ...markOf(tally.minute)];
      exchange(tally.minute);
    }
    tally = next;
  }

  function markOf(minute: number): MinuteRow[] {
    const from = minute * MINUTE_MS;
    return isMaintenance(from, from + MINUTE_MS) ? [{ series: MAINTENANCE, minute, share: FULL_SHARE }] : [];
  }

  return {
    async load() {
      exchange(Math.floor((wallTime() ?? 0) / MINUTE_MS));
      await writing;
    },
    round(snapshot, end) {
      const now = wallTime();
      const minute = now === undefined ? undefined : Math.floor(now / MINUTE_MS);
      if (tally?.minute !== minute) endMinute(minute === undefined ? undefined : emptyTally(minute));
      if (tally !== undefined) tally = withRoundOf(tally, snapshot, end, critical);
    },
    transition({ check, from, to }) {
      const time = wallTime();
      // After a start nothing has changed: it only was not known before.
      if (time === undefined || from.status === 'unknown' || to.status === 'unknown') return;
      transitions = [...transitions, { check, time, status: to.status, code: codeOfHeld(to) }];
    },
    async close() {
      endMinute(undefined);
      await writing;
      await store?.close();
    },
  };
}
