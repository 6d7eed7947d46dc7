/** A text of a video, and its JSON pointer (RFC 6901) in the conversation. Null: a text of the theme. */
export type ShownText = {
	readonly text: string;
	readonly pointer: string | null;
	/** What of it is set as code. Default: nothing. */
	readonly code?: readonly string[];
};
