/** Where the service answers, beside the report itself and its pages. */
import { HEALTH_PATH } from '../../endpoint.ts';

export const LIVE_PATH = '/livez';
export const READY_PATH = '/readyz';
export const DETAILED_PATH = `${HEALTH_PATH}/detailed`;
export const HISTORY_PATH = `${HEALTH_PATH}/history`;
export const FEED_PATH = `${HEALTH_PATH}/transitions.atom`;
