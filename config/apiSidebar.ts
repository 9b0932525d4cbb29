import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';
import { sidebarItems } from '../plugins/reference/sidebar.ts';

/** Tags that the guide speaks of; the others are folded away. */
const COMMON = new Set([
  'Experiments',
  'Runs',
  'Metrics and params',
  'Artifacts',
  'Registered models',
  'Model versions',
  'Aliases',
  'Logged models',
  'Traces',
  'Assessments',
  'Evaluation datasets',
  'Server',
]);

export default {
  api: [
    'index',
    'conventions',
    'errors',
    'versions',
    { type: 'html', value: 'MLflow REST API', className: 'menu-heading' },
    { type: 'doc', id: 'mlflow/hokusai-registry-api', label: 'All operations' },
    ...sidebarItems('.', 'mlflow', (tag) => COMMON.has(tag)),
    {
      type: 'category',
      label: 'More of MLflow',
      collapsed: true,
      items: sidebarItems('.', 'mlflow', (tag) => !COMMON.has(tag)),
    },
    { type: 'html', value: 'Health API', className: 'menu-heading' },
    { type: 'doc', id: 'health/hokusai-mlflow-health', label: 'All operations' },
    ...sidebarItems('.', 'health'),
    { type: 'html', value: 'About this reference', className: 'menu-heading' },
    'coverage',
  ],
} satisfies SidebarsConfig;
