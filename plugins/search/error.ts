/** The one error of this room: the search index cannot be built, so neither can the site. */

/** What went wrong, as a word that programs can compare. */
export type SearchIndexErrorCode = 'no-pages' | 'no-title';

/** Docusaurus prints only a message, so the hint is part of it. */
export class SearchIndexError extends Error {
  override readonly name = 'SearchIndexError';
  readonly code: SearchIndexErrorCode;
  /** What to do about it. */
  readonly hint: string;

  constructor(code: SearchIndexErrorCode, what: string, hint: string, options?: ErrorOptions) {
    super(`${what}\n${hint}`, options);
    this.code = code;
    this.hint = hint;
  }
}
