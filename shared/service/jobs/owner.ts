import type { Row } from "../tables.ts";

/** The owner of a request row that a function or a server wrote: the one user its permissions name. Several or none: nobody's. */
export function ownerOf({ permissions }: Pick<Row<"requests">, "permissions">): string | null {
	const named = permissions.flatMap((each) => [...each.matchAll(/"user:([^"/]+)(?:\/[^"]*)?"/g)]);
	const users = new Set(named.map((match) => match[1]));
	const [only] = users;
	return users.size === 1 && only !== undefined ? only : null;
}
