// The place in the navbar that the classic theme leaves for a search.

import { Search } from '@site/src/components/Search/index.tsx';

export default Search;
