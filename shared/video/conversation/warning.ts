/** Something the maker should know. It does not stop the render. */
export type Warning = {
	/** Stable and machine-readable, e.g. `READING_SPEED`. */
	readonly code: string;
	readonly message: string;
	/** JSON pointer into the conversation, when the cause has one place. */
	readonly pointer?: string;
};
