/**
 * The ways in which a real server can fail its clients. A test turns them on, to show that what is built on the server does not
 * depend on it.
 */
export type Weaknesses = {
	/** No listener gets any event. */
	readonly lostEvents: boolean;
	/** A commit of a committed transaction applies it once more, instead of being refused. */
	readonly repeatedCommits: boolean;
	/** A commit is done, and the connection breaks before its answer. */
	readonly lostCommitAnswers: boolean;
	/** A transaction that was applied says that it failed. */
	readonly wrongTransactionStatus: boolean;
};

export const NO_WEAKNESSES: Weaknesses = {
	lostEvents: false,
	repeatedCommits: false,
	lostCommitAnswers: false,
	wrongTransactionStatus: false,
};
