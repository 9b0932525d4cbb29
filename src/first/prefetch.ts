/** Loads the page behind a link while the pointer rests on it; nothing for readers who save data. */

const REST_MS = 65;
const asked = new Set<string>();

export function startPrefetch(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener('pointerover', ({ target, pointerType }) => {
    clearTimeout(timer);
    const link = target instanceof Element ? target.closest('a') : null;
    if (link !== null && pointerType === 'mouse' && isPage(link)) timer = setTimeout(ask, REST_MS, link);
  });
  document.addEventListener(
    'touchstart',
    ({ target }) => {
      const link = target instanceof Element ? target.closest('a') : null;
      if (link !== null && isPage(link)) ask(link);
    },
    { passive: true },
  );
}

/** A page of this site, and not this one. A file has a dot in its last part. */
function isPage({ origin, pathname }: HTMLAnchorElement): boolean {
  return origin === location.origin && pathname !== location.pathname && !/\.[^/]+$/.test(pathname);
}

function ask({ pathname }: HTMLAnchorElement): void {
  if (asked.has(pathname) || savesData()) return;
  asked.add(pathname);
  const hint = document.createElement('link');
  hint.rel = 'prefetch';
  hint.href = pathname;
  document.head.append(hint);
}

function savesData(): boolean {
  const connection: unknown = Reflect.get(navigator, 'connection');
  return (
    typeof connection === 'object' && connection !== null && Reflect.get(connection, 'saveData') === true
  );
}
