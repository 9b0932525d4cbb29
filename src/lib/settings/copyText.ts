/** What is copied of a code block. */
import { PLACEHOLDER_KEY } from '../../../endpoint.ts';
import { siteSettings } from './settings.ts';

/**
 * The whole text, with the reader's key where the page shows it masked, for the shell that the reader has chosen.
 *
 * @param code the block's `<code>`; of a block that is there for several shells, any of them
 */
export function copyText(code: Element): string {
  const { key, shell } = siteSettings().get();
  const chosen = code.parentElement?.querySelector(`:scope > code[data-shell=${shell}]`) ?? code;
  return textWithKey(document.importNode(chosen, true), key);
}

/** @param copy of a part of the page, which is changed */
export function textWithKey(copy: Element | DocumentFragment, key: string): string {
  for (const place of copy.querySelectorAll('[data-setting=key]')) place.textContent = key || PLACEHOLDER_KEY;
  return copy.textContent ?? '';
}
