/** Tabs, by the keyboard too. A choice holds for all tabs of its group, on every page. */
import { on, onPage } from './listen.ts';
import { recall, remember } from './storage.ts';

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

export function startTabs(): void {
  on('click', '[role=tab]', (tab) => choose(tab));
  on('keydown', '[role=tab]', (tab, event) => {
    const tabs = [...(tab.parentElement?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])];
    const ends: Readonly<Record<string, number>> = { Home: 0, End: tabs.length - 1 };
    const step = STEPS[event.key];
    const next = tabs.at(
      step === undefined ? (ends[event.key] ?? Number.NaN) : (tabs.indexOf(tab) + step) % tabs.length,
    );
    if (next === undefined || (step === undefined && !(event.key in ends))) return;
    event.preventDefault();
    next.focus();
    choose(next);
  });
  onPage(restore);
  // The snippet settings have changed, here or in another window.
  addEventListener('storage', restore);
}

function restore(): void {
  for (const group of document.querySelectorAll<HTMLElement>('[data-tabs]')) {
    const value = recall('localStorage', keyOf(group));
    const tab = group.querySelector<HTMLElement>(`[role=tab][data-value="${CSS.escape(value ?? '')}"]`);
    if (tab !== null) show(group, tab.dataset.value);
  }
}

const keyOf = (group: HTMLElement): string => `docusaurus.tab.${group.dataset.tabs}`;

function choose(tab: HTMLElement): void {
  const group = tab.closest<HTMLElement>('[data-tabs]');
  if (group === null) return;
  const { value = '' } = tab.dataset;
  const before = tab.getBoundingClientRect().top;
  if (group.dataset.tabs !== '') remember('localStorage', keyOf(group), value);
  const same =
    group.dataset.tabs === ''
      ? [group]
      : document.querySelectorAll<HTMLElement>(`[data-tabs="${CSS.escape(group.dataset.tabs ?? '')}"]`);
  for (const other of same) show(other, value);
  // Panels above may have another height now: the tab stays under the pointer.
  scrollBy({ top: tab.getBoundingClientRect().top - before, behavior: 'instant' });
}

function show(group: HTMLElement, value = ''): void {
  const tabs = [...group.querySelectorAll<HTMLElement>('[role=tab]')];
  if (!tabs.some((tab) => tab.dataset.value === value)) return;
  for (const tab of tabs) {
    const isChosen = tab.dataset.value === value;
    tab.ariaSelected = String(isChosen);
    tab.tabIndex = isChosen ? 0 : -1;
  }
  for (const panel of group.querySelectorAll<HTMLElement>('[role=tabpanel]')) {
    panel.hidden = panel.dataset.value !== value;
  }
}
