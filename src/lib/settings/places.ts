/** Where code follows the reader's settings: the registry's origin, and the key. */
import { PLACEHOLDER_KEY, REGISTRY_ORIGIN } from '../../../endpoint.ts';

/** What a place shows. */
type PlaceSetting = 'origin' | 'key';

export interface Part {
  /** Undefined for text that stays. */
  setting?: PlaceSetting;
  text: string;
}

const escaped = (text: string): string => text.replace(/[^\w]/g, '\\$&');

/** The origin is followed by a path or the end of a text; a longer host name is another one. */
const PLACE = new RegExp(
  `(${escaped(REGISTRY_ORIGIN)}(?![\\w-]|[.:]\\w)|${escaped(PLACEHOLDER_KEY)}(?!\\w))`,
);

/** Code in parts: places, and the text between them. Together they are the code. */
export function splitPlaces(code: string): Part[] {
  return code
    .split(PLACE)
    .filter((text) => text !== '')
    .map((text) => {
      if (text === REGISTRY_ORIGIN) return { setting: 'origin', text };
      return text === PLACEHOLDER_KEY ? { setting: 'key', text } : { text };
    });
}

export function countPlaces(code: string): number {
  return splitPlaces(code).filter(({ setting }) => setting !== undefined).length;
}
