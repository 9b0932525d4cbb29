/** What the HTML of a reference page does: plain listeners, which know nothing of React. */

/** Where Docusaurus keeps the chosen tab of the group `language`, for the whole site. */
const LANGUAGE_KEY = 'docusaurus.tab.language';
const COPIED_MS = 1500;

/** Ends what it started. */
type Stop = () => void;

/** Copy buttons, and the language of code samples, which is kept for other pages. */
export function startPage(root: HTMLElement): Stop {
  showLanguage(root, read());
  const onChange = ({ target }: Event): void => {
    if (target instanceof HTMLInputElement && target.name === 'language') write(target.value);
  };
  const onClick = ({ target }: Event): void => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>('[data-copy]') : null;
    if (button !== null) void copy(button);
  };
  root.addEventListener('change', onChange);
  root.addEventListener('click', onClick);
  return () => {
    root.removeEventListener('change', onChange);
    root.removeEventListener('click', onClick);
  };
}

/** Hands plain clicks on links of the site to `go`, so that the page is not loaded anew. */
export function followLinks(root: HTMLElement, go: (path: string) => void): Stop {
  const onClick = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const href = link?.getAttribute('href');
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!isPlain || event.defaultPrevented || !href?.startsWith('/') || isFile(href)) return;
    event.preventDefault();
    go(href);
  };
  root.addEventListener('click', onClick);
  return () => root.removeEventListener('click', onClick);
}

/** Whether an address of the site leads to a file, which the router does not know: `/api/mlflow/get-run.md`. */
export function isFile(href: string): boolean {
  return /\.\w+$/.test(href);
}

function showLanguage(root: HTMLElement, language: string | null): void {
  const inputs = root.querySelectorAll<HTMLInputElement>('input[name=language]');
  for (const input of inputs) if (input.value === language) input.checked = true;
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const code = button.parentElement?.querySelector('code');
  const label = button.textContent;
  try {
    if (code) await navigator.clipboard.writeText(textOf(code));
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'Not allowed';
  }
  setTimeout(() => {
    button.textContent = label;
  }, COPIED_MS);
}

/** With the reader's key, which the page shows masked. Reads the store that the page has, to share no script with the guide. */
function textOf(code: Element): string {
  const { key = '' } = globalThis.hokusaiSettings?.get() ?? {};
  const copy = document.importNode(code, true);
  for (const place of copy.querySelectorAll('[data-setting=key]')) if (key !== '') place.textContent = key;
  return copy.textContent ?? '';
}

/** A browser may refuse storage: then the choice holds on this page only. */
function read(): string | null {
  try {
    return localStorage.getItem(LANGUAGE_KEY);
  } catch {
    return null;
  }
}

function write(language: string): void {
  try {
    localStorage.setItem(LANGUAGE_KEY, language);
  } catch {}
}
