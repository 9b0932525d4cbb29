/** Reasons of blocks that the snippet runner leaves to another test, which takes all of them from the pages. */
export const ELSEWHERE = {
  /** `tests/terraform/migration.long.test.ts` runs those of its page, `apply.long.test.ts` all others. */
  moto: 'needs AWS; npm test runs it against moto',
  /** `tests/verify/pages.stack.test.ts` */
  stack: 'needs the repository; npm test runs it against the local stack',
} as const;
