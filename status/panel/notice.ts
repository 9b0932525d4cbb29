/** One quiet line that tells of a problem and since when. It comes and goes over the page, so it moves nothing. */
import type { Endpoint } from '../browser.ts';
import { drawSign } from '../signs.ts';
import type { HealthState } from '../state.ts';
import { SUBJECT, wordsOf } from '../words.ts';
import { make } from './dom.ts';
import { troubleSince } from './history.ts';
import { createHistorySource } from './source.ts';
import { momentOf } from './words.ts';

/** Where the browser remembers what the reader has dismissed, for as long as the tab lives. */
const DISMISSED = 'hokusai.status.dismissed';

export function mountNotice(host: HTMLElement, root: ShadowRoot, endpoint: Endpoint): () => void {
  const { store } = endpoint;
  const text = make('span');
  const button = make(
    'button',
    { type: 'button', class: 'quiet', part: 'dismiss', 'aria-label': 'Dismiss' },
    '×',
  );
  const row = make('span', { class: 'row notice', part: 'notice' });
  root.replaceChildren(row);

  const update = () => {
    const state = store.getSnapshot();
    const { sign, spoken } = wordsOf(state);
    const trouble = problemIn(state);
    if (trouble === undefined) {
      host.hidden = true;
      if (state.name === 'pass') remember('');
      return;
    }
    source.renew(spoken);
    const since = source.known() && troubleSince(source.known() ?? NOTHING, trouble.checks, trouble.worst);
    // Until the history has come, nobody can tell whether this is what the reader has dismissed.
    if (source.known() === undefined && !source.failed()) return;
    const key = `${trouble.worst} ${since ?? ''}`;
    host.hidden = remembered() === key;
    text.textContent = `${SUBJECT} ${spoken}${since === undefined ? '' : ` since ${momentOf(since)}`}.`;
    row.replaceChildren(drawSign(sign), text, make('slot'), button);
    button.onclick = () => {
      remember(key);
      host.hidden = true;
    };
  };
  const source = createHistorySource(endpoint, update);
  const stop = store.subscribe(update);
  update();
  return () => {
    stop();
    source.stop();
    host.hidden = true;
  };
}

const NOTHING = { from: 0, bucketMs: 1, series: new Map(), changes: [], maintenance: [] };

function problemIn(state: HealthState) {
  if (!('report' in state) || state.name === 'pass' || wordsOf(state).sign === 'no-report') return undefined;
  const { checks } = state.report;
  const worst = Object.values(checks).some((check) => check?.status === 'fail') ? 'fail' : 'warn';
  return { checks, worst } as const;
}

/** A browser may keep storage from a page; then a dismissed line is only gone from this one. */
function remembered(): string | null {
  try {
    return sessionStorage.getItem(DISMISSED);
  } catch {
    return null;
  }
}

function remember(key: string): void {
  try {
    sessionStorage.setItem(DISMISSED, key);
  } catch {}
}
