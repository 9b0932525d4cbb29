import { describe, expect, it } from 'vitest';
import { createIndex } from '../history/index.ts';
import { FULL_SHARE, MAINTENANCE, MINUTE_MS } from '../history/store.ts';
import { createCalendar } from '../maintenance.ts';
import { atomFeed, MOST_ENTRIES } from './feed.ts';

const NOW = Date.parse('2026-11-27T12:00:30Z');
const minute = Math.floor(NOW / MINUTE_MS);
const ABOUT = 'https://docs.example/health/?a=1&b=2';
const index = createIndex();

function feedOf(known = index, windows: Parameters<typeof createCalendar>[0] = [], now = NOW) {
  const text = atomFeed(known, createCalendar(windows, () => now).announced(), now, ABOUT);
  const xml = new DOMParser().parseFromString(text, 'application/xml');
  expect(xml.querySelector('parsererror')).toBeNull();
  const child = (entry: Element, name: string) => entry.querySelector(name)?.textContent ?? '';
  const entries = [...xml.querySelectorAll('entry')].map((entry) => ({
    id: child(entry, 'id'),
    title: child(entry, 'title'),
    updated: child(entry, 'updated'),
    content: child(entry, 'content'),
  }));
  return { text, xml, entries };
}

function window(start: string, end: string, message = 'We upgrade the database.') {
  return { start: new Date(start), end: new Date(end), message };
}

describe('the feed', () => {
  it('of a service that saw nothing is empty, valid, and the same a minute later', () => {
    const { text, xml, entries } = feedOf();
    expect(entries).toEqual([]);
    expect(xml.querySelector('feed > updated')?.textContent).toBe('2026-10-28T00:00:00.000Z');
    expect(feedOf(index, [], NOW + MINUTE_MS).text).toBe(text);
  });

  it('tells each change in words, newest first, with what it means and why', () => {
    const known = createIndex();
    known.transition({ check: 'writes', time: NOW - 9e6, status: 'fail', code: 'write_refused' });
    known.transition({ check: 'writes', time: NOW - 6e6, status: 'pass', code: undefined });
    const { entries, xml } = feedOf(known);
    expect(entries.map(({ title }) => title)).toEqual(['Writes: Operational', 'Writes: Failing']);
    expect(entries[1]?.content).toBe(
      "New runs, metrics and tags can't be logged. MLflow or its storage refuses to store or return what a client writes.",
    );
    expect(entries[0]?.content).toBe('Works again.');
    expect(xml.querySelector('feed > updated')?.textContent).toBe(entries[0]?.updated);
  });

  it('names an event the same in every instance, though their clocks differ by seconds', () => {
    const ids = [1000, 40_000].map((ms) => {
      const known = createIndex();
      known.transition({ check: 'server', time: (minute - 5) * MINUTE_MS + ms, status: 'fail', code: 'dns' });
      return feedOf(known).entries[0]?.id;
    });
    expect(ids[0]).toBe(ids[1]);
  });

  it('is bounded: 30 days and 100 entries', () => {
    const known = createIndex();
    for (let each = 0; each < 300; each += 1)
      known.transition({ check: 'server', time: NOW - each * 600_000, status: 'fail', code: 'dns' });
    known.transition({ check: 'writes', time: NOW - 31 * 86_400_000, status: 'fail', code: 'dns' });
    const { entries, text } = feedOf(known);
    expect(entries).toHaveLength(MOST_ENTRIES);
    expect(text.length).toBeLessThan(64_000);
    expect(text).not.toContain('Writes');
  });

  it('has maintenance under one name while it is planned, under way and over', () => {
    const planned = [window('2026-12-05T22:00:00Z', '2026-12-05T23:00:00Z')];
    const open = [window('2026-11-27T11:00:00Z', '2026-11-27T13:00:00Z')];
    expect(feedOf(index, planned).entries).toEqual([
      {
        id: expect.stringMatching(/maintenance\/\d+$/),
        title: 'Maintenance planned',
        updated: '2026-11-05T22:00:00.000Z',
        content: 'We upgrade the database. From 2026-12-05 22:00 UTC to 2026-12-05 23:00 UTC.',
      },
    ]);
    const known = createIndex();
    for (let each = minute - 60; each < minute; each += 1)
      known.minute({ series: MAINTENANCE, minute: each, share: FULL_SHARE });
    const during = feedOf(known, open).entries;
    expect(during.map(({ title }) => title)).toEqual(['Maintenance under way']);
    const after = feedOf(known, [], NOW + 7_200_000).entries;
    expect(after.map(({ title }) => title)).toEqual(['Maintenance ended']);
    expect(after[0]?.id).toBe(during[0]?.id);
  });

  it("leaves no way for an operator's message to break the XML", () => {
    const message = 'A & B <b>"c"</b> ]]>\u0000\u0008\ud800';
    const { entries } = feedOf(index, [window('2026-11-27T11:00:00Z', '2026-11-27T13:00:00Z', message)]);
    expect(entries[0]?.content).toMatch(/^A & B <b>"c"<\/b> \]\]>\ufffd From/);
  });
});
