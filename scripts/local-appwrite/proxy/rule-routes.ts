import { badArgument, Fault } from "../http/fault.ts";
import { listReply } from "../http/list-page.ts";
import type { Call, Route } from "../http/router.ts";
import type { Parts } from "../parts.ts";
import { presentRule, type Rule, requireAllowedDomain } from "./rules.ts";

export function ruleRoutes({ rules, functions }: Parts): readonly Route[] {
	const one = "/proxy/rules/:ruleId";
	const ruleOf = ({ params }: Call) => rules.get(params["ruleId"] ?? "");
	const present = (rule: Rule) => presentRule(rule, functions.find(rule.resourceId)?.deploymentId ?? "");
	return [
		{
			method: "GET",
			path: "/proxy/rules",
			scope: "rules.read",
			handle: (call) => listReply("rules", rules.list().map(present), call),
		},
		{
			method: "POST",
			path: "/proxy/rules/function",
			scope: "rules.write",
			handle: ({ body }) => {
				const { domain, functionId } = body;
				if (typeof domain !== "string") throw badArgument('Param "domain" is not optional.');
				requireAllowedDomain(domain);
				const made = functions.find(String(functionId));
				if (made === null) throw resourceNotFound();
				return { status: 201, body: present(rules.create(domain, made.$id)) };
			},
		},
		{
			method: "GET",
			path: one,
			scope: "rules.read",
			handle: (call) => ({ status: 200, body: present(ruleOf(call)) }),
		},
		{
			method: "DELETE",
			path: one,
			scope: "rules.write",
			handle: (call) => {
				rules.remove(ruleOf(call).$id);
				return { status: 204 };
			},
		},
	];
}

const resourceNotFound = () =>
	new Fault(
		404,
		"rule_resource_not_found",
		"Resource could not be found. Please check if the resourceId and resourceType are correct, or if the resource actually exists.",
	);
