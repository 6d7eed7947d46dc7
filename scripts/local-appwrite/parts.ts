import type { Rows } from "./data/rows.ts";
import type { Tables } from "./data/tables.ts";
import type { Transactions } from "./data/transactions.ts";
import type { Builds } from "./deployments/builds.ts";
import type { Deployments } from "./deployments/deployments.ts";
import type { Events } from "./events.ts";
import type { Executor } from "./functions/executor.ts";
import type { Functions } from "./functions/functions.ts";
import type { Variables } from "./functions/variables.ts";
import type { Keys } from "./identity/keys.ts";
import type { Platforms } from "./identity/platforms.ts";
import type { Credentials } from "./identity/resolve-caller.ts";
import type { Teams } from "./identity/teams.ts";
import type { Users } from "./identity/users.ts";
import type { Outbox } from "./messaging/outbox.ts";
import type { Rules } from "./proxy/rules.ts";
import type { Files } from "./storage/files.ts";
import type { Store } from "./store.ts";
import type { Weaknesses } from "./weaknesses.ts";

/** What the routes work with: made once by the server, one of each. */
export type Parts = {
	readonly store: Store;
	readonly tables: Tables;
	readonly rows: Rows;
	readonly transactions: Transactions;
	readonly files: Files;
	readonly users: Users;
	readonly teams: Teams;
	readonly keys: Keys;
	readonly credentials: Credentials;
	readonly events: Events;
	readonly functions: Functions;
	readonly variables: Variables;
	readonly deployments: Deployments;
	readonly builds: Builds;
	readonly executor: Executor;
	readonly rules: Rules;
	readonly platforms: Platforms;
	readonly outbox: Outbox;
	/** Where the server is as weak as a real one can be, at this moment. */
	readonly weaknesses: () => Weaknesses;
	/** The server's clock, which tests move. */
	readonly now: () => number;
};
