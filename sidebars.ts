import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';

/** Hand-ordered: a reader follows it from the first run to production. */
export default {
  guide: [
    {
      type: 'category',
      label: 'Get started',
      collapsed: false,
      items: ['index', 'quickstart', 'tracking-uri', 'authentication', 'check-connection'],
    },
    {
      type: 'category',
      label: 'Tracking',
      items: [
        'tracking/runs',
        'tracking/metrics',
        'tracking/artifacts',
        'tracking/autologging',
        'tracking/nested-runs',
        'tracking/search',
        'tracking/datasets',
        'tracking/traces',
        'tracking/delete-and-restore',
      ],
    },
    { type: 'category', label: 'Models', items: ['models/log-and-load', 'models/register'] },
    {
      type: 'category',
      label: 'Environments and clients',
      items: [
        'clients/notebooks',
        'clients/networks',
        'clients/web-ui',
        'clients/ci',
        'clients/docker',
        'clients/curl',
        'clients/typescript',
        'clients/retries',
        'clients/migrate',
      ],
    },
    {
      type: 'category',
      label: 'Examples',
      items: [
        'examples/train-and-register',
        'examples/hyperparameter-search',
        'examples/promote-by-alias',
        'examples/batch-scoring',
        'examples/health-gate',
        'examples/llm-trace',
        'examples/typescript-client',
        'examples/curl-only',
      ],
    },
    { type: 'category', label: 'Troubleshooting', items: ['errors'] },
    {
      type: 'category',
      label: 'Reference',
      items: [
        'reference/environment-variables',
        'reference/limits',
        'reference/error-bodies',
        'reference/compatibility',
        'reference/snippets',
        'reference/glossary',
        'reference/changelog',
      ],
    },
    {
      type: 'category',
      label: 'Operations',
      items: [
        'operate/architecture',
        'operate/health',
        'operate/support',
        'operate/data-and-privacy',
        'operate/routing',
        'operate/move-rules',
        'operate/local-stack',
        'operate/contributing',
      ],
    },
  ],
} satisfies SidebarsConfig;
