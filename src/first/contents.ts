/** The table of contents marks the section that is read, and a button leads back to the top. */
import { onPage } from './listen.ts';

/** Room below the navbar in which a heading counts as read, in pixels. */
const TOP = 120;
/** Height from which on it's worth offering the way back, in pixels. */
const FAR = 600;

export function startContents(): void {
  let waits = false;
  let last = 0;
  const look = (): void => {
    waits = false;
    mark();
    const isBack = scrollY < last && scrollY > FAR;
    document.documentElement.toggleAttribute('data-back', isBack);
    last = scrollY;
  };
  addEventListener(
    'scroll',
    () => {
      if (!waits) requestAnimationFrame(look);
      waits = true;
    },
    { passive: true },
  );
  onPage(mark);
}

function mark(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.toc-highlight')];
  const seen = links.filter((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return heading !== null && heading.getBoundingClientRect().top < TOP;
  });
  const current = seen.at(-1) ?? links[0];
  for (const link of links) link.classList.toggle('table-of-contents__link--active', link === current);
}
