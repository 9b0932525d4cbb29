/** How a request of the form stands, read from what the theme keeps of the response. */

/** The theme's state: a status once an answer is there, and the answer's text or a message of its own. */
export interface ThemeResponse {
  code?: string | number | undefined;
  value?: string | undefined;
}

export type Outcome =
  | { state: 'idle' }
  | { state: 'sending' }
  | { state: 'answered'; status: string }
  /** No answer came. The theme has a message for that, but shows it only beside a status. */
  | { state: 'failed' };

/** What the theme writes in place of an answer while it waits for one; it compares with the same words. */
const WAITING = 'Fetching...';

export function outcomeOf({ code, value }: ThemeResponse): Outcome {
  if (value === WAITING) return { state: 'sending' };
  if (code !== undefined) return { state: 'answered', status: String(code) };
  return value === undefined ? { state: 'idle' } : { state: 'failed' };
}
