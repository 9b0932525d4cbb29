import { beforeEach, expect, it } from 'vitest';
import { announce, liveRegion } from './announcer.ts';

beforeEach(() => document.body.replaceChildren());

const regions = () => document.querySelectorAll('[role="status"]');
const words = () => regions()[0]?.textContent;

it('is there before anything is said, hidden from sight but not from screen readers', () => {
  const region = liveRegion();
  expect(region.textContent).toBe('');
  expect(getComputedStyle(region).display).not.toBe('none');
  expect(getComputedStyle(region).clipPath).toBe('inset(50%)');
});

it('does not report good news on arrival, but does after bad news', () => {
  announce('MLflow endpoint: operational', true);
  expect(words()).toBe('');
  announce('MLflow endpoint: failing', false);
  expect(words()).toBe('MLflow endpoint: failing');
  announce('MLflow endpoint: operational', true);
  expect(words()).toBe('MLflow endpoint: operational');
});

it('is one region that changes once, however many elements say the same', async () => {
  liveRegion();
  let changes = 0;
  const observer = new MutationObserver((records) => {
    changes += records.length;
  });
  observer.observe(document.body, { childList: true, characterData: true, subtree: true });
  for (let element = 0; element < 20; element += 1) announce('MLflow endpoint: failing', false);
  await Promise.resolve();
  expect(changes).toBe(1);
  expect(regions()).toHaveLength(1);
  observer.disconnect();
});
