import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';

/** Hand-ordered: a reader follows it from the first run to the day something fails. */
export default {
  guide: [
    {
      type: 'category',
      label: 'Get started',
      collapsed: false,
      items: ['index', 'quickstart', 'tracking-uri', 'authentication', 'check-connection'],
    },
    { type: 'category', label: 'Examples', collapsed: false, items: ['examples/train-and-register'] },
    { type: 'category', label: 'When something fails', collapsed: false, items: ['errors'] },
    {
      type: 'category',
      label: 'Operate',
      collapsed: false,
      items: ['operate/health', 'operate/routing', 'operate/local-stack'],
    },
  ],
} satisfies SidebarsConfig;
