/** The keys that open the search. */

/** Whether the reader's keyboard has a command key: `⌘K` in place of `Ctrl K`. */
export function hasCommandKey(userAgent: string): boolean {
  return /Mac|iPhone|iPad/.test(userAgent);
}

/**
 * Whether a key opens the search: Ctrl+K or ⌘K anywhere, and `/` where it is not typed into something.
 *
 * @param commandKey whether the platform's shortcuts use the command key; Ctrl+K then deletes to the end of the line.
 */
export function opensSearch(event: KeyboardEvent, commandKey: boolean): boolean {
  if (event.altKey || event.shiftKey || event.isComposing) return false;
  const { ctrlKey, metaKey } = event;
  const withModifier = commandKey ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  if (event.key.toLowerCase() === 'k') return withModifier;
  return event.key === '/' && !ctrlKey && !metaKey && !takesText(event.target);
}

function takesText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, dialog') !== null)
  );
}
