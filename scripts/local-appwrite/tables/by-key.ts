import { ApiError } from "../http/api-error.ts";

type Keyed = { readonly key: string };
type Kind = "attribute" | "column" | "index";

/** The column or index of a key. */
export function requireByKey<Each extends Keyed>(list: readonly Each[], key: string, kind: Kind): Each {
	const found = list.find((each) => each.key === key);
	if (found !== undefined) return found;
	throw new ApiError(404, `${kind}_not_found`, `${kind} with the requested key '${key}' could not be found.`);
}

/** The list with one more. Throws when its key is taken. */
export function addByKey<Each extends Keyed>(list: readonly Each[], each: Each, kind: Kind): readonly Each[] {
	if (!list.some(({ key }) => key === each.key)) return [...list, each];
	const words = `${kind} with the requested key '${each.key}' already exists.`;
	throw new ApiError(409, `${kind}_already_exists`, words);
}
