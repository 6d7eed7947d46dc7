import { randomBytes } from "node:crypto";
import { invalidParam } from "../http/api-error.ts";
import { idOrNew } from "../http/ids.ts";
import { created, route } from "../http/route.ts";
import { saveJson } from "../json-rows.ts";
import { nowText, type Store } from "../store.ts";
import type { Key } from "./keys.ts";

export const createKey = ({ store }: { readonly store: Store }) =>
	route("POST", "/project/keys", "keys.write", ({ body: { keyId, name, scopes, expire } }) => {
		if (!Array.isArray(scopes)) throw invalidParam("scopes", "Value must be a valid array");
		const at = nowText(store);
		const key: Key = {
			$id: idOrNew(keyId, "keyId"),
			$createdAt: at,
			$updatedAt: at,
			name: String(name),
			scopes: scopes.map(String),
			expire: readExpire(expire),
			secret: `standard_${randomBytes(64).toString("hex")}`,
		};
		return created(saveJson(store, "keys", { id: key.$id }, key));
	});

function readExpire(given: unknown): string {
	if (given === undefined || given === null || given === "") return "";
	if (typeof given === "string" && !Number.isNaN(Date.parse(given))) return given;
	throw invalidParam("expire", "Value must be valid date");
}
