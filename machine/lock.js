/** A lock file, so that two commands started at once do not install or build over each other. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processStart } from './processIdentity.js';

const RETRY_MS = 200;

/**
 * Runs `work` while holding the lock. A lock whose holder has died is taken over.
 *
 * @template T
 * @param {string} file the lock file; its directory is made
 * @param {(pid: number) => void} onWait called once when another process holds the lock
 * @param {() => Promise<T>} work
 * @param {AbortSignal} [abort] ends the waiting; its reason is thrown
 * @returns {Promise<T>} what `work` returns
 */
export async function withLock(file, onWait, work, abort) {
  mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  for (let holder = take(file); holder !== undefined; holder = take(file)) {
    if (!told) onWait(holder);
    told = true;
    await sleep(RETRY_MS, undefined, { signal: abort }).catch(() => abort?.throwIfAborted());
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/**
 * @param {string} file
 * @returns {number | undefined} the pid of whoever holds it; undefined when it is ours now
 */
function take(file) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify({ pid: process.pid, start: processStart(process.pid) }));
  try {
    // A link appears with its content or not at all, unlike a file that is opened and then written.
    linkSync(own, file);
    return undefined;
  } catch {
    const holder = read(file);
    if (holder && processStart(holder.pid) === holder.start) return holder.pid;
    return holder && takeOver(file, own, holder) ? undefined : (holder?.pid ?? 0);
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Puts our lock in place of a dead holder's. Moving it aside first tells whether someone else was quicker.
 *
 * @param {string} file
 * @param {string} own
 * @param {{ pid: number, start: string }} dead
 * @returns {boolean}
 */
function takeOver(file, own, dead) {
  const aside = `${own}.dead`;
  try {
    renameSync(file, aside);
    const moved = read(aside);
    const isDead = moved?.pid === dead.pid && moved.start === dead.start;
    linkSync(isDead ? own : aside, file);
    return isDead;
  } catch {
    return false;
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * @param {string} file
 * @returns {{ pid: number, start: string } | undefined}
 */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
