/**
 * Where a real server is weaker than one would wish. A test turns them on, to show that what is built on the server does not
 * depend on it, or off.
 */
export type Weaknesses = {
	/** Nobody hears of what happens. */
	readonly lostEvents: boolean;
	/** A commit of a committed transaction applies it once more, instead of being refused. */
	readonly repeatedCommits: boolean;
	/** A commit leaves out the increments and decrements that come after a create, and answers as if it had not. */
	readonly halfCommits: boolean;
	/** What a commit did is done, and the connection breaks before its answer. */
	readonly lostCommitAnswers: boolean;
	/** A transaction that was applied says that it failed. */
	readonly wrongTransactionStatus: boolean;
	/** The first `getRow` after a change of a row answers the row as it was before. Lists are right. */
	readonly staleRows: boolean;
	/** A bulk update by queries chooses its rows, and writes them when others have had their turn. */
	readonly slowBulkUpdates: boolean;
	/** A request that is too large breaks the connection, in place of its answer of 413. */
	readonly resetLargeRequests: boolean;
	/** A deployment that was uploaded in chunks is never activated by its build: so it is on 1.9.0–1.9.6, not on 1.8.1. */
	readonly largeDeploymentsStayInactive: boolean;
};

/** Those that a 1.9.6 always shows are on. */
export const USUAL_WEAKNESSES: Weaknesses = {
	lostEvents: false,
	repeatedCommits: false,
	halfCommits: false,
	lostCommitAnswers: false,
	wrongTransactionStatus: false,
	staleRows: false,
	slowBulkUpdates: false,
	resetLargeRequests: false,
	largeDeploymentsStayInactive: true,
};
