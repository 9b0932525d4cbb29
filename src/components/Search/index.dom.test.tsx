import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { CONTROL_ATTRIBUTE } from '../../lib/search/box/dialog.ts';
import { Search } from './index.tsx';

it('is a button in the HTML of a page, which says where the search is loaded from', () => {
  const html = renderToString(<Search box="/assets/search/box.js" />);
  expect(html).toMatch(/^<button type="button".*Search.*Ctrl K.*⌘K.*<\/button>$/);
  expect(html).toContain(`${CONTROL_ATTRIBUTE}="/assets/search/box.js"`);
});
