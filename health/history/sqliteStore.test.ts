import { once } from 'node:events';
import { appendFile, readdir, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from '../../machine/temporary.ts';
import { seriesNames } from '../contract.ts';
import { createSqliteStore } from './sqliteStore.ts';
import { type HistoryStore, type MinuteRow, StoreError, type TransitionRow } from './store.ts';

const NOW = 29_000_000;
const minute = (at: number, share = 250): MinuteRow => ({ series: 'overall', minute: at, share });
const change: TransitionRow = { check: 'tracking', time: NOW * 60_000, status: 'fail', code: 'timeout' };

let folder: TemporaryFolder;
let file: string;
const stores: HistoryStore[] = [];
let setAside: string[];

beforeEach(async () => {
  folder = await temporaryFolder('health-history');
  file = path.join(folder.path, 'history.db');
  setAside = [];
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  await folder.remove();
});

function open(at = file): HistoryStore {
  const store = createSqliteStore({ file: at, setAside: (name) => setAside.push(name) });
  stores.push(store);
  return store;
}

async function contents(store: HistoryStore, from = 0) {
  const rows: { minutes: MinuteRow[]; transitions: TransitionRow[] } = { minutes: [], transitions: [] };
  await store.read(from, {
    minute: (row) => rows.minutes.push(row),
    transition: (row) => rows.transitions.push(row),
  });
  return rows;
}

describe('the SQLite store', () => {
  it('keeps rows over a restart', async () => {
    const first = open();
    await first.append({ minutes: [minute(NOW)], transitions: [change] });
    await first.close();
    expect(await contents(open(), NOW - 5)).toEqual({ minutes: [minute(NOW)], transitions: [change] });
  });

  it('counts a minute and a transition once when two instances share the file', async () => {
    const [one, two] = [open(), open()];
    await one.append({ minutes: [minute(NOW, 250)], transitions: [change] });
    await two.append({ minutes: [minute(NOW, 0)], transitions: [{ ...change, time: change.time + 900 }] });
    expect(await contents(two, NOW)).toEqual({ minutes: [minute(NOW, 250)], transitions: [change] });
  });

  it('removes what is older than asked', async () => {
    const store = open();
    await store.append({ minutes: [minute(NOW - 1), minute(NOW)], transitions: [] });
    await store.prune(NOW);
    expect((await contents(store)).minutes).toEqual([minute(NOW)]);
  });

  it('fails at once, instead of waiting, while another process holds the file; then works again', async () => {
    const store = open();
    await store.append({ minutes: [minute(NOW - 1)], transitions: [] });
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.append({ minutes: [minute(NOW)], transitions: [] })).rejects.toThrow(StoreError);
    other.close();
    await store.append({ minutes: [minute(NOW)], transitions: [] });
    expect((await contents(store, NOW - 5)).minutes).toHaveLength(2);
  });

  it('says that it does not work when there is no such folder, without naming the folder', async () => {
    const error = await open(path.join(folder.path, 'missing', 'history.db'))
      .read(0, { minute() {}, transition() {} })
      .catch((caught) => caught);
    expect(error).toBeInstanceOf(StoreError);
    expect(error.message).not.toContain(folder.path);
  });

  it('puts a file aside that is no database, and begins a new one', async () => {
    await writeFile(file, 'not a database at all, but long enough to have a header '.repeat(20));
    const store = open();
    await store.append({ minutes: [minute(NOW)], transitions: [] });
    expect((await contents(store, NOW)).minutes).toEqual([minute(NOW)]);
    expect(setAside).toHaveLength(1);
    expect(await readdir(folder.path)).toContain(`history.db.${setAside[0]}`);
  });

  it('puts a file aside of which pages are missing', async () => {
    const store = open();
    const many = Array.from({ length: 5000 }, (_, index) => minute(NOW + index));
    await store.append({ minutes: many, transitions: [] });
    await store.close();
    await truncate(file, 20_000);
    await contents(open());
    expect(setAside).toHaveLength(1);
  });

  it('reads all whole writes after a torn one at the end of the log', async () => {
    const store = open();
    await store.append({ minutes: [minute(NOW)], transitions: [] });
    await appendFile(`${file}-wal`, Buffer.alloc(3000, 7));
    expect((await contents(open(), NOW)).minutes).toEqual([minute(NOW)]);
    expect(setAside).toEqual([]);
  });

  it('has every minute whole or not at all after a process is killed amid its writes', async () => {
    const writer = path.join(import.meta.dirname, 'testing', 'endlessWriter.ts');
    const child = execa(process.execPath, [writer, file], { reject: false });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await child;
    const { minutes } = await contents(open());
    const perMinute = Map.groupBy(minutes, (row) => row.minute);
    expect(perMinute.size).toBeGreaterThan(0);
    for (const rows of perMinute.values()) expect(rows).toHaveLength(seriesNames.length);
    expect(setAside).toEqual([]);
  });
});
