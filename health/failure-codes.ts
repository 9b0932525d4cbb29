/** The former name of `failureCodes.ts`, until the widget's tests use the new one. */
export { failureCodes } from './failureCodes.ts';
