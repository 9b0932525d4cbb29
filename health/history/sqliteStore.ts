/** The history in one SQLite file, through Node's own `node:sqlite`. Several processes may share the file. */
import { existsSync, renameSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import * as z from 'zod';
import { checkNames, checkStatuses, failureCodeSchema } from '../contract.ts';
import {
  type Entries,
  FULL_SHARE,
  type HistoryStore,
  MINUTE_MS,
  type Reader,
  StoreError,
  storedSeries,
} from './store.ts';

/** Result codes of SQLite for a file that it cannot read: https://www.sqlite.org/rescode.html */
const CORRUPT = 11;
const NOT_A_DATABASE = 26;
/** Files that SQLite keeps beside the database. */
const COMPANIONS = ['', '-wal', '-shm'];

/** Minutes in a day. */
const DAY = 24 * 60;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS minutes (
    series TEXT NOT NULL, minute INTEGER NOT NULL, share INTEGER NOT NULL,
    PRIMARY KEY (minute, series)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS transitions (
    minute INTEGER NOT NULL, "check" TEXT NOT NULL, status TEXT NOT NULL, code TEXT, time INTEGER NOT NULL,
    PRIMARY KEY (minute, "check", status)
  ) STRICT, WITHOUT ROWID;
`;

const transitionRow = z.object({
  check: z.enum(checkNames),
  time: z.int(),
  status: z.enum(checkStatuses),
  code: failureCodeSchema.nullable().transform((code) => code ?? undefined),
});

export interface SqliteOptions {
  readonly file: string;
  /** Hears that a file which could not be read was put aside, under this name. */
  readonly setAside: (name: string) => void;
}

/**
 * Makes the store. The file is opened when it is first needed, and again after every failure, so a store that is down
 * comes back by itself. It never waits for a lock: whoever calls tries again later.
 */
export function createSqliteStore({ file, setAside }: SqliteOptions): HistoryStore {
  let database: DatabaseSync | undefined;

  async function using<T>(work: (open: DatabaseSync) => T | Promise<T>): Promise<T> {
    try {
      database ??= await openOrReplace(file, setAside);
      return await work(database);
    } catch (error) {
      close();
      throw new StoreError(describe(error));
    }
  }

  function close(): void {
    try {
      database?.close();
    } catch {
      // It is being given up.
    }
    database = undefined;
  }

  return {
    append: (entries) => using((open) => append(open, entries)),
    read: (fromMinute, reader) => using((open) => read(open, fromMinute, reader)),
    prune: (beforeMinute) =>
      using((open) => {
        open.prepare('DELETE FROM minutes WHERE minute < ?').run(beforeMinute);
        open.prepare('DELETE FROM transitions WHERE minute < ?').run(beforeMinute);
      }),
    close: async () => close(),
  };
}

async function openOrReplace(file: string, setAside: (name: string) => void): Promise<DatabaseSync> {
  try {
    return await open(file);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    const suffix = `.unreadable-${Date.now()}`;
    for (const companion of COMPANIONS) {
      if (existsSync(file + companion)) renameSync(file + companion, file + companion + suffix);
    }
    setAside(suffix.slice(1));
    return open(file);
  }
}

/** Loaded only when a file is wanted: Node 22 warns that the module is experimental. */
async function open(file: string): Promise<DatabaseSync> {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    database.exec(SCHEMA);
    const check = database.prepare('PRAGMA quick_check(1)').get();
    if (check?.quick_check !== 'ok') throw new UnreadableError();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

class UnreadableError extends Error {
  readonly errcode = CORRUPT;
}

/** All rows or none: a torn write leaves nothing. */
function append(open: DatabaseSync, { minutes, transitions }: Entries): void {
  open.exec('BEGIN IMMEDIATE');
  try {
    const addMinute = open.prepare('INSERT OR IGNORE INTO minutes (series, minute, share) VALUES (?, ?, ?)');
    for (const { series, minute, share } of minutes) addMinute.run(series, minute, share);
    const addTransition = open.prepare(
      'INSERT OR IGNORE INTO transitions (minute, "check", status, code, time) VALUES (?, ?, ?, ?, ?)',
    );
    for (const { check, status, code, time } of transitions) {
      addTransition.run(Math.floor(time / MINUTE_MS), check, status, code ?? null, time);
    }
    open.exec('COMMIT');
  } catch (error) {
    if (open.isTransaction) open.exec('ROLLBACK');
    throw error;
  }
}

/**
 * Reads a day at a time and lets requests be answered in between: ninety days are 648,000 rows, about a second.
 * Rows that this version does not know are passed over.
 */
async function read(open: DatabaseSync, fromMinute: number, reader: Reader): Promise<void> {
  const newest = open.prepare('SELECT max(minute) AS minute FROM minutes').get()?.minute;
  const days = open.prepare('SELECT series, minute, share FROM minutes WHERE minute >= ? AND minute < ?');
  for (let from = fromMinute; typeof newest === 'number' && from <= newest; from += DAY) {
    for (const row of days.iterate(from, from + DAY)) readMinute(row, reader);
    await setImmediate();
  }
  const transitions = open.prepare('SELECT "check", status, code, time FROM transitions WHERE minute >= ?');
  for (const row of transitions.iterate(fromMinute)) {
    const parsed = transitionRow.safeParse(row);
    if (parsed.success) reader.transition(parsed.data);
  }
}

function readMinute({ series, minute, share }: Record<string, unknown>, reader: Reader): void {
  const known = storedSeries.find((name) => name === series);
  if (known !== undefined && isUpTo(minute, Number.MAX_SAFE_INTEGER) && isUpTo(share, FULL_SHARE)) {
    reader.minute({ series: known, minute, share });
  }
}

function isUpTo(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}

function resultCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode
    : undefined;
}

function isUnreadable(error: unknown): boolean {
  // The low byte is the primary result code.
  const code = (resultCode(error) ?? 0) & 0xff;
  return code === CORRUPT || code === NOT_A_DATABASE;
}

/** A code only: messages of SQLite can quote the file's path. */
function describe(error: unknown): string {
  const code = resultCode(error);
  if (code !== undefined) return `sqlite ${code}`;
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
