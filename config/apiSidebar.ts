import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';
import health from '../docs/api/health/sidebar.ts';
import mlflow from '../docs/api/mlflow/sidebar.ts';

export default {
  api: [
    'index',
    { type: 'category', label: 'MLflow REST API', items: mlflow },
    { type: 'category', label: 'Health API', items: health },
    'coverage',
  ],
} satisfies SidebarsConfig;
