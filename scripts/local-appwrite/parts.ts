import type { Rows } from "./data/rows.ts";
import type { Tables } from "./data/tables.ts";
import type { Transactions } from "./data/transactions.ts";
import type { Events } from "./events.ts";
import type { Credentials } from "./identity/resolve-caller.ts";
import type { Teams } from "./identity/teams.ts";
import type { Users } from "./identity/users.ts";
import type { Files } from "./storage/files.ts";
import type { Store } from "./store.ts";

/** What the routes work with: made once by the server, one of each. */
export type Parts = {
	readonly store: Store;
	readonly tables: Tables;
	readonly rows: Rows;
	readonly transactions: Transactions;
	readonly files: Files;
	readonly users: Users;
	readonly teams: Teams;
	readonly credentials: Credentials;
	readonly events: Events;
	/** The server's clock, which tests move. */
	readonly now: () => number;
};

/** Where a real server is weaker than one would wish; each off unless a test turns it on. */
export type Weaknesses = {
	/** A commit of a committed transaction applies it once more, instead of being refused. */
	readonly repeatedCommits: boolean;
	/** Nobody hears of what happens. */
	readonly lostEvents: boolean;
};
