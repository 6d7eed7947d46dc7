import { listReply } from "../http/list-reply.ts";
import { route } from "../http/route.ts";
import { listJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { presentRule, type Rule } from "./rules.ts";

export const listRules = ({ store }: { readonly store: Store }) =>
	route("GET", "/proxy/rules", "rules.read", (call) => {
		const rules = listJson<Rule>(store, "rules").map((rule) => presentRule(store, rule));
		return listReply("rules", rules, call);
	});
