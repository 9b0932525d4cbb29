/** The endpoint's health in full: its state in a sentence, its checks, and with `history` what was before. */
import { checkNames } from '../../health/contract/names.ts';
import type { Endpoint } from '../browser.ts';
import { windowsIn } from '../maintenance.ts';
import { MIN_GAP } from '../schedule.ts';
import { drawSign } from '../signs.ts';
import { type HealthState, isStale, lastReceived } from '../state.ts';
import { wordsOf } from '../words.ts';
import { drawChanges } from './changes.ts';
import { make } from './dom.ts';
import { type SeenHistory, sinceOf } from './history.ts';
import { createHistorySource } from './source.ts';
import { createUptime } from './uptime.ts';
import {
  checkMeaning,
  checkReason,
  checkSign,
  checkWord,
  checkWords,
  momentOf,
  sentencesOf,
  staleWords,
  timeAgo,
  windowTime,
} from './words.ts';

const TICK_MS = 5_000;

export function mountPanel(host: HTMLElement, root: ShadowRoot, endpoint: Endpoint): () => void {
  const { store, url } = endpoint;
  const now = make('div', { class: 'now' });
  const when = make('p', { class: 'soft' });
  const raw = make('a', { href: url }, 'Raw report');
  const check = make('button', { type: 'button' }, 'Check now');
  const past = make('div', { class: 'past' });
  const controls = make('div', { class: 'controls' }, when, raw, check);
  const section = make('section', {
    part: 'panel',
    class: 'panel',
    'aria-label': 'Health of the MLflow endpoint',
  });
  section.append(now, controls, past);
  root.replaceChildren(section);

  const withHistory = host.hasAttribute('history');
  const uptime = createUptime();
  let asked = false;
  let restedAt = 0;

  const showTimes = () => {
    const { checkedAt, busy } = store.getSnapshot();
    when.textContent = checkedAt === null ? '' : `Last checked ${timeAgo(checkedAt, store.now())}`;
    if (asked && !busy) {
      asked = false;
      restedAt = store.now() + MIN_GAP;
      setTimeout(showTimes, MIN_GAP);
    }
    const isResting = store.now() < restedAt;
    check.textContent = asked ? 'Checking…' : isResting ? 'Checked' : 'Check now';
    // The button stays focusable all the while: focus never falls off it.
    check.setAttribute('aria-disabled', String(asked || isResting));
  };
  const showPast = () => {
    const history = source.known();
    if (!withHistory) return;
    if (history === undefined) {
      const words = source.failed() ? 'Couldn’t load the history. Trying again.' : 'Loading the history…';
      past.replaceChildren(make('p', { class: 'soft' }, words));
      return;
    }
    if (!uptime.element.isConnected) past.replaceChildren(uptime.element, make('div'));
    uptime.show(history);
    past.lastElementChild?.replaceWith(drawChanges(history, Date.now()));
  };
  const update = () => {
    const state = store.getSnapshot();
    const isTrouble = 'report' in state && state.name !== 'pass';
    if (state.name !== 'checking' && (withHistory || isTrouble)) source.renew(wordsOf(state).spoken);
    now.replaceChildren(...drawNow(state, store.now(), source.known()));
    showTimes();
  };
  const source = createHistorySource(endpoint, () => {
    update();
    showPast();
  });
  check.onclick = () => {
    if (check.getAttribute('aria-disabled') === 'true') return;
    asked = true;
    store.refresh();
    showTimes();
  };
  const stop = store.subscribe(update);
  const timer = setInterval(showTimes, TICK_MS);
  update();
  showPast();
  return () => {
    stop();
    source.stop();
    clearInterval(timer);
  };
}

/** Headline, maintenance and checks. */
function drawNow(state: HealthState, now: number, history: SeenHistory | undefined): HTMLElement[] {
  const { headline, detail } = sentencesOf(state);
  const note = staleWords(state);
  const words = make(
    'div',
    {},
    make('p', { class: 'title' }, headline),
    make('p', { class: 'soft' }, detail),
  );
  if (note !== '') words.append(make('p', { class: 'soft note' }, note));
  const top = make('div', { class: 'headline' }, drawSign(wordsOf(state).sign), words);
  return [top, ...drawMaintenance(state), ...drawChecks(state, now, history)];
}

function drawMaintenance(state: HealthState): HTMLElement[] {
  const received = lastReceived(state);
  const windows = received === null ? [] : windowsIn(received.report);
  if (windows.length === 0) return [];
  const items = windows.map((window) =>
    make(
      'li',
      {},
      make('strong', {}, window.isOpen ? 'Maintenance now: ' : 'Maintenance planned: '),
      make('time', { datetime: new Date(window.start).toISOString() }, windowTime(window)),
      `. ${window.message}`,
    ),
  );
  return [make('ul', { class: 'plain', 'aria-label': 'Announced maintenance' }, ...items)];
}

function drawChecks(state: HealthState, now: number, history: SeenHistory | undefined): HTMLElement[] {
  const received = lastReceived(state);
  const isCurrent = 'report' in state && !isStale(state);
  const checks = received?.report.checks ?? {};
  const rows = [...new Set<string>([...checkNames, ...Object.keys(checks)])].map((name) => {
    const check = checks[name];
    const { label, about } = checkWords(name);
    const word = state.name === 'checking' ? 'Checking' : checkWord(check);
    const isTrouble = check?.status === 'fail' || check?.status === 'warn';
    const since = isTrouble && history && sinceOf(history, name, check.status);
    const reason = received === null ? [] : [checkMeaning(name, checks), checkReason(check)];
    if (since) reason.push(`Since ${momentOf(since)}.`);
    return make(
      'li',
      { class: 'check', 'data-check': name, 'data-check-status': check?.status ?? 'unknown' },
      make('span', { class: 'about' }, make('strong', {}, label), ` ${about}`),
      make('span', { class: 'word' }, drawSign(checkSign(check)), word),
      make('span', { class: 'soft' }, reason.filter((part) => part !== '').join(' ')),
    );
  });
  const list = make('ul', {
    class: 'plain checks',
    'aria-label': 'Checks',
    ...(isCurrent && { 'data-current': '' }),
  });
  list.append(...rows);
  if (received === null || isCurrent) return [list];
  return [make('p', { class: 'soft' }, `Last known, reported ${timeAgo(received.receivedAt, now)}:`), list];
}
