/** How a message says who sent it. */
export type Own = { readonly sender?: unknown; readonly from?: unknown };

/** A message that was read. `side` is "you", in a chat of two "them", in a group an id. */
export type Sent = {
	readonly index: number;
	readonly entry: Record<string, unknown>;
	readonly side: string;
	readonly own: Own;
};

export type Senders = {
	readonly last: Sent | null;
	readonly add: (sent: Sent) => void;
	readonly by: (side: string) => Sent | null;
	readonly notBy: (side: string) => Sent | null;
};

export function createSenders(): Senders {
	const latest = new Map<string, Sent>();
	let last: Sent | null = null;
	let other: Sent | null = null;
	return {
		get last() {
			return last;
		},
		add: (sent) => {
			if (last !== null && last.side !== sent.side) other = last;
			last = sent;
			latest.set(sent.side, sent);
		},
		by: (side) => latest.get(side) ?? null,
		notBy: (side) => (last?.side === side ? other : last),
	};
}
