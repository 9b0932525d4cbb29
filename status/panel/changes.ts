/** What happened in the last 30 days, with how long it took. */
import { failureMeanings } from '../../health/contract/failureCodes.ts';
import { stateWords } from '../../health/contract/names.ts';
import { drawSign } from '../signs.ts';
import { make } from './dom.ts';
import { incidentsOf, type SeenHistory } from './history.ts';
import { checkWords, durationOf, momentOf, TIME_ZONE, windowTime } from './words.ts';

const DAYS_BACK = 30;
const DAY_MS = 86_400_000;
const MEANINGS: ReadonlyMap<string, string> = new Map(Object.entries(failureMeanings));

interface Item {
  start: number;
  line: HTMLElement;
}

/** @param now milliseconds since 1970 */
export function drawChanges(history: SeenHistory, now: number): HTMLElement {
  const after = now - DAYS_BACK * DAY_MS;
  const incidents = incidentsOf(history, after).map(({ time, end, check, status, code }): Item => {
    const lasted = end === null ? `for ${durationOf(now - time)} so far` : `for ${durationOf(end - time)}`;
    const line = make(
      'li',
      {},
      drawSign(status === 'fail' ? 'fail' : 'warn'),
      make('strong', {}, `${checkWords(check).label}: ${stateWords[status]}`),
      ` ${lasted}, `,
      make('time', { datetime: new Date(time).toISOString() }, momentOf(time)),
      `. ${MEANINGS.get(code ?? '') ?? ''}`,
    );
    return { start: time, line };
  });
  const maintenance = history.maintenance
    .filter(({ end }) => end >= after)
    .map(({ start, end }): Item => {
      const time = make('time', { datetime: new Date(start).toISOString() }, windowTime({ start, end }));
      const words = make('strong', {}, 'Maintenance');
      return {
        start,
        line: make('li', {}, drawSign('maintenance'), words, ` for ${durationOf(end - start)}, `, time),
      };
    });
  const items = [...incidents, ...maintenance].sort((a, b) => b.start - a.start);
  const content =
    items.length === 0
      ? make(
          'p',
          { class: 'soft' },
          'Nothing failed or slowed down in the recorded part of the last 30 days.',
        )
      : make('ul', { class: 'plain changes' }, ...items.map(({ line }) => line));
  const zone = make('p', { class: 'soft' }, `Newest first. Times are in your time zone, ${TIME_ZONE}.`);
  return make('div', {}, make('h2', {}, 'Changes, last 30 days'), zone, content);
}
