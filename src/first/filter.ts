/** The filter over all operations: by words, tag, method and version of the server. */

interface Filter {
  words: readonly string[];
  tag: string;
  method: string;
  /** Such as `3.9`; empty for the newest. */
  version: string;
}

/** Keeps the chosen version for the tab. */
const VERSION_KEY = 'hokusai.version';

/** Starts the filter of a page, once. */
export function startFilter(form: HTMLFormElement): void {
  if (form.dataset.started !== undefined) return;
  form.dataset.started = '';
  fill(form);
  apply(form);
  form.addEventListener('input', () => {
    remember(form);
    apply(form);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
}

function read(form: HTMLFormElement): Filter {
  const data = new FormData(form);
  const text = (name: string): string => String(data.get(name) ?? '');
  return {
    words: text('q').toLowerCase().split(/\s+/).filter(Boolean),
    tag: text('tag'),
    method: text('method'),
    version: text('version'),
  };
}

/** From the address, or the tab. */
function fill(form: HTMLFormElement): void {
  const query = new URLSearchParams(window.location.search);
  for (const name of ['q', 'tag', 'method', 'version']) {
    const value = query.get(name) ?? (name === 'version' ? stored() : null);
    const control = form.elements.namedItem(name);
    const isControl = control instanceof HTMLInputElement || control instanceof HTMLSelectElement;
    if (isControl && value !== null) control.value = value;
  }
}

function remember(form: HTMLFormElement): void {
  const address = new URL(window.location.href);
  for (const [name, value] of new FormData(form)) {
    if (value === '') address.searchParams.delete(name);
    else address.searchParams.set(name, String(value));
  }
  window.history.replaceState(window.history.state, '', address);
  try {
    sessionStorage.setItem(VERSION_KEY, read(form).version);
  } catch {}
}

function stored(): string | null {
  try {
    return sessionStorage.getItem(VERSION_KEY);
  } catch {
    return null;
  }
}

function apply(form: HTMLFormElement): void {
  const filter = read(form);
  let shown = 0;
  let missing = 0;
  for (const section of document.querySelectorAll<HTMLElement>('.r-tag')) {
    const heading = section.querySelector('h2')?.textContent ?? '';
    let any = false;
    for (const row of section.querySelectorAll<HTMLElement>('tbody tr')) {
      row.hidden = !matches(row, heading, filter);
      const isMissing = isYounger(row.dataset.since ?? '', filter.version);
      row.classList.toggle('r-missing', isMissing);
      any ||= !row.hidden;
      if (!row.hidden) shown += 1;
      if (!row.hidden && isMissing) missing += 1;
    }
    section.hidden = !any;
  }
  tell(form, filter, { shown, missing });
}

function matches(row: HTMLElement, heading: string, { words, tag, method }: Filter): boolean {
  if (tag !== '' && heading !== tag) return false;
  if (method !== '' && row.dataset.method !== method) return false;
  const link = row.querySelector('a')?.getAttribute('href') ?? '';
  const text = `${heading} ${row.textContent} ${link.replaceAll('-', '')}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Whether something that is there since one release is missing in another. */
function isYounger(since: string, version: string): boolean {
  if (since === '' || version === '') return false;
  const [a = 0, b = 0] = numbers(since);
  const [c = 0, d = 0] = numbers(version);
  return a > c || (a === c && b > d);
}

function numbers(release: string): number[] {
  return (release.match(/\d+/g) ?? []).map(Number);
}

function tell(form: HTMLFormElement, { version }: Filter, count: { shown: number; missing: number }): void {
  const status = form.querySelector('[role=status]');
  if (status === null) return;
  const found = count.shown === 0 ? 'No operation matches.' : `${count.shown} operations.`;
  status.textContent = version === '' ? found : `${found} MLflow ${version} lacks ${count.missing}. `;
  if (version === '') return;
  const address = form.querySelector<HTMLElement>('[data-document]')?.dataset.document ?? '';
  const link = document.createElement('a');
  link.href = address.replace('VERSION', version);
  link.download = '';
  link.textContent = 'OpenAPI document of this version';
  status.append(link);
}
