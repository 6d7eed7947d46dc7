/** A day, and a time of it, as the viewer reads them one after the other. */
export type DayTime = { readonly day: string; readonly time: string };

/** What one entry of the chat shows. */
export type EntryState = {
	/** Its index in the conversation's `messages`. */
	readonly entry: number;
	/** `typing`: the dots that stand in its place before it. */
	readonly shows: "typing" | "original" | "edited" | "deleted";
	/** Which of its reactions have landed, by their places in its list, in the order in which they did. */
	readonly reactions: readonly number[];
	readonly receipt: "none" | "sent" | "delivered" | "read";
	/** When the entry came, as the viewer reads it: "9:41 PM". Null: while its dots stand there. */
	readonly time: string | null;
	/** When its receipt became what it is; null: it has none, or was only sent. */
	readonly receiptTime: string | null;
	/**
	 * When the message came, if it begins a new part of the chat: an hour or more after the message before, or on another day. Null: it
	 * does not, or a line with a date stands over it.
	 */
	readonly opens: (DayTime & { readonly isNewDay: boolean }) | null;
};

/** The keyboard, and the key that is pressed. `capitals`: letters with shift. */
export type KeyboardState = {
	readonly page: "letters" | "capitals" | "digits" | "emoji";
	readonly lit: string | null;
};

/** What a chat shows between two changes. Times are the timeline's. */
export type ChatState = {
	/** In the order in which they stand. */
	readonly entries: readonly EntryState[];
	/** What stands in the composer; null: nothing was typed. */
	readonly draft: string | null;
	/** Null: it is down. */
	readonly keyboard: KeyboardState | null;
	/** The line under the name in the header; null: none. */
	readonly status: string | null;
	/** What the status bar's clock says. */
	readonly clock: string;
	/** When the first message came, over which it stands; null: the chat has none. */
	readonly opened: DayTime | null;
};

/** What turns one state into the next. */
export type Change =
	/** Dots stand where the entry will be. */
	| { readonly kind: "typing"; readonly entry: number }
	/** The entry stands there, in place of its dots if it had some. */
	| {
			readonly kind: "shown";
			readonly entry: number;
			readonly time?: string;
			readonly receipt?: "sent";
			readonly opens?: NonNullable<EntryState["opens"]>;
	  }
	/** The dots go, and nothing takes their place. */
	| { readonly kind: "stopped"; readonly entry: number }
	| {
			readonly kind: "receipt";
			readonly entry: number;
			readonly receipt: EntryState["receipt"];
			readonly time?: string;
	  }
	/** One of the entry's reactions lands: the one at a place in its list. */
	| { readonly kind: "reaction"; readonly entry: number; readonly reaction: number }
	| { readonly kind: "edited"; readonly entry: number }
	| { readonly kind: "deleted"; readonly entry: number }
	| { readonly kind: "draft"; readonly draft: string | null }
	| { readonly kind: "keyboard"; readonly keyboard: KeyboardState | null }
	| { readonly kind: "status"; readonly status: string | null }
	| { readonly kind: "clock"; readonly clock: string };
