import { invalidParam } from "../http/api-error.ts";
import { newId } from "../http/ids.ts";
import { created, route } from "../http/route.ts";
import { removeJson } from "../json-rows.ts";
import { dateText, nowText, type Store } from "../store.ts";
import type { Weaknesses } from "../weaknesses.ts";
import { presentTransaction, saveTransaction } from "./transactions.ts";

const TTL_SECONDS = { min: 60, max: 3600, fallback: 300 };

/** Expired ones are kept for a day, so that their error can say so. */
const KEPT_MS = 86_400_000;

type Needs = { readonly store: Store; readonly weaknesses: Weaknesses };

export const createTransaction = ({ store, weaknesses }: Needs) =>
	route("POST", "/tablesdb/transactions", "rows.write", ({ body, caller }) => {
		const ttl = body["ttl"] === undefined ? TTL_SECONDS.fallback : Number(body["ttl"]);
		if (!Number.isInteger(ttl) || ttl < TTL_SECONDS.min || ttl > TTL_SECONDS.max) {
			throw invalidParam(
				"ttl",
				`Value must be a valid range between ${TTL_SECONDS.min} and ${TTL_SECONDS.max}`,
			);
		}
		const isLongExpired = "json_extract(json, '$.expiresAt') < ?";
		removeJson(store, "transactions", isLongExpired, dateText(store.now() - KEPT_MS));
		const at = nowText(store);
		const transaction = saveTransaction(store, {
			$id: newId(),
			ownerId: caller.kind === "user" ? caller.userId : null,
			$createdAt: at,
			$updatedAt: at,
			status: "pending",
			expiresAt: dateText(store.now() + 1000 * ttl),
			staged: [],
		});
		return created(presentTransaction(transaction, weaknesses));
	});
