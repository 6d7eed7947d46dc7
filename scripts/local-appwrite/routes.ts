import { createAccount } from "./account/create-account.ts";
import { createEmailPasswordSession } from "./account/create-email-password-session.ts";
import { createJwt } from "./account/create-jwt.ts";
import { deleteSession } from "./account/delete-session.ts";
import { getAccount } from "./account/get-account.ts";
import type { Credentials } from "./auth/resolve-caller.ts";
import { createDatabase } from "./databases/create-database.ts";
import { deleteDatabase } from "./databases/delete-database.ts";
import { COLLECTIONS, TABLES } from "./databases/dialect.ts";
import { getDatabase } from "./databases/get-database.ts";
import { listDatabases } from "./databases/list-databases.ts";
import { activateDeployment } from "./deployments/activate-deployment.ts";
import type { Builds } from "./deployments/builds.ts";
import { createDeployment } from "./deployments/create-deployment.ts";
import { deleteDeployment } from "./deployments/delete-deployment.ts";
import { getDeployment } from "./deployments/get-deployment.ts";
import { listDeployments } from "./deployments/list-deployments.ts";
import type { Events } from "./events.ts";
import { createExecution } from "./executions/create-execution.ts";
import type { Executor } from "./executions/executor.ts";
import { getExecution } from "./executions/get-execution.ts";
import { listExecutions } from "./executions/list-executions.ts";
import type { Runtimes } from "./executions/runtimes.ts";
import { createFunction } from "./functions/create-function.ts";
import { createVariable } from "./functions/create-variable.ts";
import { deleteFunction } from "./functions/delete-function.ts";
import { deleteVariable } from "./functions/delete-variable.ts";
import { getFunction } from "./functions/get-function.ts";
import { getVariable } from "./functions/get-variable.ts";
import { listVariables } from "./functions/list-variables.ts";
import { updateFunction } from "./functions/update-function.ts";
import { updateVariable } from "./functions/update-variable.ts";
import { getVersion } from "./health/get-version.ts";
import { ping } from "./health/ping.ts";
import type { Route } from "./http/route.ts";
import { createEmail } from "./messaging/create-email.ts";
import { createKey } from "./project/create-key.ts";
import { createWebPlatform } from "./project/create-web-platform.ts";
import { deletePlatform } from "./project/delete-platform.ts";
import { listPlatforms } from "./project/list-platforms.ts";
import { createRule } from "./proxy/create-rule.ts";
import { deleteRule } from "./proxy/delete-rule.ts";
import { listRules } from "./proxy/list-rules.ts";
import { createRow } from "./rows/create-row.ts";
import { decrementRowColumn } from "./rows/decrement-row-column.ts";
import { deleteRow } from "./rows/delete-row.ts";
import { getRow } from "./rows/get-row.ts";
import { incrementRowColumn } from "./rows/increment-row-column.ts";
import { listRows } from "./rows/list-rows.ts";
import { updateRow } from "./rows/update-row.ts";
import { upsertRow } from "./rows/upsert-row.ts";
import { createSite } from "./sites/create-site.ts";
import { createSiteDeployment } from "./sites/create-site-deployment.ts";
import { deleteSite } from "./sites/delete-site.ts";
import { getSite } from "./sites/get-site.ts";
import { listSites } from "./sites/list-sites.ts";
import { updateSite } from "./sites/update-site.ts";
import { createBucket } from "./storage/create-bucket.ts";
import { createFile } from "./storage/create-file.ts";
import { deleteBucket } from "./storage/delete-bucket.ts";
import { deleteFile } from "./storage/delete-file.ts";
import { getBucket } from "./storage/get-bucket.ts";
import { getFile } from "./storage/get-file.ts";
import { getFileDownload } from "./storage/get-file-download.ts";
import { getFileView } from "./storage/get-file-view.ts";
import { listFiles } from "./storage/list-files.ts";
import { updateBucket } from "./storage/update-bucket.ts";
import type { Store } from "./store.ts";
import { createColumn } from "./tables/create-column.ts";
import { createIndex } from "./tables/create-index.ts";
import { createTable } from "./tables/create-table.ts";
import { deleteColumn } from "./tables/delete-column.ts";
import { deleteIndex } from "./tables/delete-index.ts";
import { getColumn } from "./tables/get-column.ts";
import { getTable } from "./tables/get-table.ts";
import { listColumns } from "./tables/list-columns.ts";
import { listIndexes } from "./tables/list-indexes.ts";
import { listTables } from "./tables/list-tables.ts";
import { updateColumn } from "./tables/update-column.ts";
import { updateTable } from "./tables/update-table.ts";
import { createMembership } from "./teams/create-membership.ts";
import { createTeam } from "./teams/create-team.ts";
import { deleteTeam } from "./teams/delete-team.ts";
import { listMemberships } from "./teams/list-memberships.ts";
import { createOperations } from "./transactions/create-operations.ts";
import { createTransaction } from "./transactions/create-transaction.ts";
import { deleteTransaction } from "./transactions/delete-transaction.ts";
import { getTransaction } from "./transactions/get-transaction.ts";
import { listTransactions } from "./transactions/list-transactions.ts";
import { updateTransaction } from "./transactions/update-transaction.ts";
import { createSession } from "./users/create-session.ts";
import { createUser } from "./users/create-user.ts";
import { createUserJwt } from "./users/create-user-jwt.ts";
import { deleteUser } from "./users/delete-user.ts";
import { getUser } from "./users/get-user.ts";
import { listUsers } from "./users/list-users.ts";
import { updateLabels } from "./users/update-labels.ts";
import type { Weaknesses } from "./weaknesses.ts";

/** Each operation names those that it needs in its own file. */
export type Services = {
	readonly store: Store;
	readonly credentials: Credentials;
	readonly events: Events;
	readonly weaknesses: Weaknesses;
	readonly builds: Builds;
	readonly runtimes: Runtimes;
	readonly executor: Executor;
};

const OPERATIONS = [
	getVersion,
	ping,
	createAccount,
	getAccount,
	createEmailPasswordSession,
	deleteSession,
	createJwt,
	listUsers,
	createUser,
	getUser,
	deleteUser,
	updateLabels,
	createSession,
	createUserJwt,
	createTeam,
	deleteTeam,
	listMemberships,
	createMembership,
	createKey,
	listPlatforms,
	createWebPlatform,
	deletePlatform,
	createEmail,
	createBucket,
	getBucket,
	updateBucket,
	deleteBucket,
	listFiles,
	createFile,
	getFile,
	deleteFile,
	getFileDownload,
	getFileView,
	createFunction,
	getFunction,
	updateFunction,
	deleteFunction,
	createDeployment,
	listSites,
	createSite,
	getSite,
	updateSite,
	deleteSite,
	createSiteDeployment,
	listExecutions,
	createExecution,
	getExecution,
	listRules,
	deleteRule,
	listTransactions,
	createTransaction,
	getTransaction,
	createOperations,
	updateTransaction,
	deleteTransaction,
	listTables,
	updateTable,
	getColumn,
	deleteColumn,
	deleteIndex,
	upsertRow,
	decrementRowColumn,
];

/** Operations that functions and sites both have. */
const OPERATIONS_OF_BOTH = [
	activateDeployment,
	listVariables,
	createVariable,
	getVariable,
	updateVariable,
	deleteVariable,
	listDeployments,
	getDeployment,
	deleteDeployment,
	createRule,
];

/** Operations of TablesDB that the older Databases has, too. */
const SHARED_OPERATIONS = [
	listDatabases,
	createDatabase,
	getDatabase,
	deleteDatabase,
	createTable,
	getTable,
	listColumns,
	createColumn,
	updateColumn,
	listIndexes,
	createIndex,
	listRows,
	createRow,
	getRow,
	updateRow,
	deleteRow,
	incrementRowColumn,
];

/** Every route. Where several match, the first counts: `/tablesdb/transactions` comes before `/tablesdb/:databaseId`. */
export function createRoutes(services: Services): readonly Route[] {
	return [
		...OPERATIONS.map((operation) => operation(services)),
		...(["function", "site"] as const).flatMap((kind) =>
			OPERATIONS_OF_BOTH.map((operation) => operation(services, kind)),
		),
		...[TABLES, COLLECTIONS].flatMap((dialect) =>
			SHARED_OPERATIONS.map((operation) => operation(services, dialect)),
		),
	];
}
