/**
 * Says changes of the state to screen readers, through one live region for the whole page. It lives outside the elements,
 * so that it stays one however many of them there are.
 *
 * @see https://www.w3.org/WAI/WCAG22/Techniques/aria/ARIA22
 */
import { UNSEEN } from './style.ts';

const REGION_ID = 'hokusai-status';

/** Makes the region, if there is none: it has to be there before anything is said. */
export function liveRegion(): HTMLElement {
  const known = document.getElementById(REGION_ID);
  if (known) return known;
  const region = document.createElement('div');
  region.id = REGION_ID;
  region.role = 'status';
  region.style.cssText = UNSEEN;
  document.body.append(region);
  return region;
}

/**
 * Says a sentence, once however many elements ask for it. That all is well on arrival is no news; whatever is said first is
 * a problem.
 */
export function announce(sentence: string, isGood: boolean): void {
  const region = liveRegion();
  if (region.textContent !== sentence && (!isGood || region.textContent)) region.textContent = sentence;
}
