import { FUNCTION_KEY_PREFIX } from "./resolve-caller.ts";
import { signToken } from "./tokens.ts";

/** The short-lived API key of an execution, or of a build: of just the function's scopes. */
export function functionKey(scopes: readonly string[], expiresAtMs: number, tokenSecret: string): string {
	return FUNCTION_KEY_PREFIX + signToken({ kind: "function", scopes, expiresAtMs }, tokenSecret);
}
