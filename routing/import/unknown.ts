/** What a plan leaves open until apply. What decides where requests go is refused by name; the rest is filled in. */
import { RoutingError } from '../error.ts';

type Path = ReadonlyArray<string | number>;

/** Where `after_unknown` says true. */
function unknownPaths(value: unknown, path: Path = []): Path[] {
  if (value === true) return [path];
  if (typeof value !== 'object' || value === null) return [];
  const members = Array.isArray(value) ? value.entries() : Object.entries(value);
  return [...members].flatMap(([key, member]: [string | number, unknown]) =>
    unknownPaths(member, [...path, key]),
  );
}

/** ARNs that the configuration may tell, and what AWS fills in with a default. */
const KNOWN_LATER =
  /^(default_)?action\.\d+\.(order|target_group_arn|forward\.\d+\.target_group\.\d+\.arn|fixed_response\.\d+\.status_code|authenticate_\w+\.\d+\.on_unauthenticated_request)$/;

/** Texts of an authentication: enough to say that they differ from what is there now. */
const SETTING = /^(default_)?action\.\d+\.(authenticate_\w+|jwt_validation)\.\d+\.\w+$/;
const NUMBERS = /\.(session_timeout|additional_claim|authentication_request_extra_params)$/;

/** The attributes that decide where requests go: nothing else of them may be open. */
export const RULE_DECIDES = ['condition', 'action', 'transform'] as const;
export const LISTENER_DECIDES = ['port', 'default_action'] as const;

const OPEN = '(known after apply)';

function filled(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return OPEN;
  if (Array.isArray(value)) return value.map((one, at) => (at === key ? filled(one, rest) : one));
  const object = Object(value);
  return { ...object, [key]: filled(object[key], rest) };
}

/**
 * The attributes after the apply, with a mark in place of settings that are not known yet.
 *
 * @param decisive - attributes of which nothing may be left open but ARNs that the configuration tells.
 * @throws RoutingError `not-understood` naming the attribute.
 */
export function withUnknowns(
  address: string,
  after: unknown,
  afterUnknown: unknown,
  decisive: readonly string[],
): unknown {
  if (after === null || after === undefined) return after;
  const open = unknownPaths(afterUnknown).filter(([first]) => decisive.includes(String(first)));
  return open.reduce<unknown>((value, path) => {
    const name = path.join('.');
    if (KNOWN_LATER.test(name)) return value;
    if (SETTING.test(name) && !NUMBERS.test(name)) return filled(value, path);
    throw unknownAttribute(address, name);
  }, after);
}

/** An attribute that has no value yet. */
export function unknownAttribute(address: string, attribute: string): RoutingError {
  return new RoutingError(
    'not-understood',
    `${address}: ${attribute}: expected a value, but it is known only after apply.`,
    'Give it as an input, or apply what it comes from first.',
  );
}
