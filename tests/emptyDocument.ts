/** Tests of one document begin with an empty one, whatever was left in it. */
import { beforeEach } from 'vitest';

beforeEach(() => {
  document.head.replaceChildren();
  document.body.replaceChildren();
});
