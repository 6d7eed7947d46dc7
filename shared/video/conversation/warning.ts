/** Something the maker should know that does not stop the render. */
export type Warning = {
	/** Stable and machine-readable, e.g. `READING_SPEED`. */
	readonly code: string;
	readonly message: string;
	/** JSON pointer into the conversation, where the cause is at one place. */
	readonly pointer?: string;
};
