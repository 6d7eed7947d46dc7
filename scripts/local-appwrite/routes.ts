import { columnRoutes } from "./data/column-routes.ts";
import { databaseRoutes } from "./data/database-routes.ts";
import { COLLECTIONS, TABLES } from "./data/dialect.ts";
import { rowRoutes } from "./data/row-routes.ts";
import { tableRoutes } from "./data/table-routes.ts";
import { transactionRoutes } from "./data/transaction-routes.ts";
import { deploymentRoutes } from "./deployments/deployment-routes.ts";
import { executionRoutes } from "./functions/execution-routes.ts";
import { functionRoutes } from "./functions/function-routes.ts";
import { variableRoutes } from "./functions/variable-routes.ts";
import { VERSION } from "./http/answer.ts";
import type { Reply, Route } from "./http/router.ts";
import { accountRoutes } from "./identity/account-routes.ts";
import { keyRoutes } from "./identity/key-routes.ts";
import { platformRoutes } from "./identity/platform-routes.ts";
import { teamRoutes } from "./identity/team-routes.ts";
import { userRoutes } from "./identity/user-routes.ts";
import { messagingRoutes } from "./messaging/routes.ts";
import type { Parts } from "./parts.ts";
import { ruleRoutes } from "./proxy/rule-routes.ts";
import { bucketRoutes } from "./storage/bucket-routes.ts";
import { fileRoutes } from "./storage/file-routes.ts";

/** Text, so that the SDK makes `{ message: "Pong!" }` of it. */
const PONG: Reply = {
	status: 200,
	headers: { "content-type": "text/plain; charset=UTF-8" },
	body: Buffer.from("Pong!"),
};

/** All that is served. */
export function routesOf(parts: Parts, syncLimitMs: number): readonly Route[] {
	return [
		{ method: "GET", path: "/ping", scope: null, handle: () => PONG },
		{
			method: "GET",
			path: "/health/version",
			scope: null,
			isForAnyProject: true,
			handle: () => ({ status: 200, body: { version: VERSION } }),
		},
		...accountRoutes(parts),
		...userRoutes(parts),
		...teamRoutes(parts),
		...keyRoutes(parts),
		...bucketRoutes(parts),
		...fileRoutes(parts),
		...platformRoutes(parts),
		...functionRoutes(parts),
		...variableRoutes(parts),
		...deploymentRoutes(parts),
		...executionRoutes(parts, syncLimitMs),
		...ruleRoutes(parts),
		...messagingRoutes(parts),
		...[TABLES, COLLECTIONS].flatMap((dialect) => [
			// Before the routes with a database's id in the same place.
			...transactionRoutes(parts, dialect),
			...databaseRoutes(parts, dialect),
			...tableRoutes(parts, dialect),
			...columnRoutes(parts, dialect),
			...rowRoutes(parts, dialect),
		]),
	];
}
