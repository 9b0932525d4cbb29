/**
 * Says changes of the state to screen readers, through one live region for the whole page. It lives outside any
 * component, so that it survives page changes and stays one however many badges there are.
 *
 * @see https://www.w3.org/WAI/WCAG22/Techniques/aria/ARIA22
 */
import type { HealthStore } from './store.ts';
import { announcement, wordsOf } from './words.ts';

const REGION_ID = 'health-announcer';

let holders = 0;
let stop = () => {};

/**
 * Announces while held. Only the first holder's store is watched: a page has one.
 *
 * @returns Lets go; the last to let go ends it. The region stays, with its last words.
 */
export function holdAnnouncer(store: HealthStore): () => void {
  holders += 1;
  if (holders === 1) stop = watch(store);
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    holders -= 1;
    if (holders === 0) stop();
  };
}

/** That all is well on arrival is no news; whatever is said first is a problem. */
function watch(store: HealthStore): () => void {
  const region = document.getElementById(REGION_ID) ?? appendRegion();
  const update = () => {
    const state = store.getSnapshot();
    const text = announcement(state);
    const isNews = state.name !== 'checking' && (wordsOf(state).icon !== 'pass' || region.textContent !== '');
    if (isNews && region.textContent !== text) region.textContent = text;
  };
  update();
  return store.subscribe(update);
}

function appendRegion(): HTMLElement {
  const region = document.createElement('div');
  region.id = REGION_ID;
  region.role = 'status';
  Object.assign(region.style, {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  });
  document.body.append(region);
  return region;
}
