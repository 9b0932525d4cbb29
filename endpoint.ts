/**
 * The one place that names origins and paths. Everything else (site, stack, health service, tests,
 * OpenAPI documents) imports them from here, so a second tracking URI cannot appear by accident.
 */

/** Origin of the production registry: scheme and host, no trailing slash. */
export const REGISTRY_ORIGIN = 'https://registry.hokus.ai';

/** Path below which the registry serves MLflow. */
export const TRACKING_PATH = '/api/mlflow';

/** The tracking URI that every document, snippet and default uses. */
export const TRACKING_URI = `${REGISTRY_ORIGIN}${TRACKING_PATH}`;

/** Older prefix, kept for clients that already use it. Never documented as the tracking URI. */
export const TRACKING_ALIAS_PATH = '/mlflow';

/** Path of the public health report; single checks live one segment below it. */
export const HEALTH_PATH = '/api/health/mlflow';

/** Origin of the published documentation. */
export const DOCS_ORIGIN = 'https://docs.hokus.ai';

/** Origins of the local stack when no port is changed. */
export const LOCAL_REGISTRY_ORIGIN = 'http://localhost:8080';
export const LOCAL_DOCS_ORIGIN = 'http://localhost:3000';

/** The only key that documents may show. */
export const PLACEHOLDER_KEY = 'hk_live_your_key_here';

/** Where readers ask for help. */
export const SUPPORT_EMAIL = 'support@hokus.ai';

/**
 * Address of this repository, as `https://host/owner/name`. While it's empty, pages carry no "Edit this page" link: an
 * invented address would be worse than none.
 */
export const REPOSITORY_URL: string = '';
