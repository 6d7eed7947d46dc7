/** A fact that the maker should know and that does not stop the render. */
export type Warning = {
	/** Stable and machine-readable, e.g. `READING_SPEED`. */
	readonly code: string;
	readonly message: string;
	/** JSON pointer into the conversation, if the cause has one place. */
	readonly pointer?: string;
};
