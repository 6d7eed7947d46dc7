import { dateText } from "../data/table.ts";
import { badArgument, Fault } from "../http/fault.ts";
import type { Call } from "../http/router.ts";
import { createJsonTable } from "../json-table.ts";
import type { Store } from "../store.ts";
import { missingParam, newIdOf } from "./ids.ts";

/** A web site whose pages may call. */
export type Platform = {
	readonly $id: string;
	readonly $createdAt: string;
	readonly $updatedAt: string;
	readonly name: string;
	readonly type: "web";
	/** `*.` at its beginning stands for any name below it. */
	readonly hostname: string;
};

export type Platforms = ReturnType<typeof createPlatforms>;

export function createPlatforms(store: Store, now: () => number) {
	const table = createJsonTable<Platform>(store, "platforms");
	return {
		list: table.list,
		remove: table.remove,

		get: (id: string): Platform => {
			const found = table.find(id);
			if (found !== null) return found;
			throw new Fault(404, "platform_not_found", "Platform with the requested ID could not be found.");
		},

		create: (body: Call["body"]): Platform => {
			const $id = newIdOf(body, "platformId");
			const { name, hostname } = namesOf(body);
			if (hostname === "") throw missingParam("hostname");
			if (table.find($id) !== null) {
				throw new Fault(
					409,
					"platform_already_exists",
					"Platform with the same ID already exists in this project. Try again with a different ID.",
				);
			}
			const at = dateText(now());
			return table.save({ $id, $createdAt: at, $updatedAt: at, name, type: "web", hostname });
		},

		update: (before: Platform, body: Call["body"]): Platform => {
			const { name, hostname } = namesOf(body);
			const kept = hostname === "" ? before.hostname : hostname;
			return table.save({ ...before, $updatedAt: dateText(now()), name, hostname: kept });
		},
	};
}

function namesOf({ name, hostname = "" }: Call["body"]): Pick<Platform, "name" | "hostname"> {
	if (typeof name !== "string") throw missingParam("name");
	const host = String(hostname);
	if (/[/:]/.test(host) || host.length > 253) {
		throw badArgument(
			"Invalid `hostname` param: Value must be a valid hostname without path, port and protocol.",
		);
	}
	return { name, hostname: host };
}
