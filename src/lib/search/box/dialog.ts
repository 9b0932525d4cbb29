/**
 * The search dialog as every page's HTML holds it, closed, before React's root: what can be shown and typed into before any
 * more of the search has come. `watch.ts` opens it, `mount.ts` fills it.
 */

export const DIALOG_ID = 'site-search';
export const LIST_ID = 'site-search-list';

/** Says what the control in the navbar is, and where the rest of the search is loaded from. */
export const CONTROL_ATTRIBUTE = 'data-search-box';

/** What `returnValue` is when the reader has gone to a result: the focus then stays where that is. */
export const GONE = 'gone';

/** The look is in `src/components/Search/dialog.css`. */
export const DIALOG_HTML =
  `<dialog id="${DIALOG_ID}" class="search" aria-label="Search">` +
  '<div class="search-panel"><div class="search-head">' +
  '<form role="search"><input role="combobox" aria-label="Search the documentation" aria-autocomplete="list" ' +
  `aria-expanded="false" aria-controls="${LIST_ID}" placeholder="Words, an operation or a path" autocomplete="off" ` +
  'autocapitalize="off" autocorrect="off" spellcheck="false" enterkeyhint="search" maxlength="500"></form>' +
  '<form method="dialog"><button>Close</button></form></div>' +
  '<div class="search-body"><p role="status"></p>' +
  `<div role="listbox" id="${LIST_ID}" aria-label="Pages found" hidden></div></div></div></dialog>`;
