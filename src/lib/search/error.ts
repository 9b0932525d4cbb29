/** The one error of this room: the index cannot be searched now. */

/** What went wrong: no index was built (development), or its files do not come. */
export type SearchErrorCode = 'not-built' | 'unreachable';

const WORDS: Record<SearchErrorCode, [message: string, hint: string]> = {
  'not-built': [
    'There is no search index.',
    'The development server builds none. Run npm start to search the whole site.',
  ],
  unreachable: ['The search index didn’t load.', 'Check your connection and try again.'],
};

export class SearchError extends Error {
  override readonly name = 'SearchError';
  readonly code: SearchErrorCode;
  /** What to do about it. */
  readonly hint: string;

  constructor(code: SearchErrorCode, options?: ErrorOptions) {
    const [message, hint] = WORDS[code];
    super(message, options);
    this.code = code;
    this.hint = hint;
  }
}
