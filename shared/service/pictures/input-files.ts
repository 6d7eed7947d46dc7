type InputFile = {
	readonly id: string;
	/** Says whose job it is to the sweep. */
	readonly name: string;
	readonly text: string;
};

/** Private files of accepted requests, which only servers can read. Rejects with DEPENDENCY_ERROR when the storage does not answer. */
export type InputFiles = {
	/** Resolves also when the same file is there already. */
	readonly store: (file: InputFile) => Promise<void>;
	/** Null when missing. */
	readonly read: (fileId: string) => Promise<string | null>;
	/** Resolves when the file is missing too. */
	readonly remove: (fileId: string) => Promise<void>;
};
