// Descriptions with the few marks that ours have: the theme's renderer of all Markdown and HTML weighs 75 KB.

import { Description } from '@site/src/components/Description/index.tsx';

export default Description;
