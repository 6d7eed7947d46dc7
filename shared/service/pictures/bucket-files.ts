/** Where a file is in Appwrite's storage. */
export type FilePlace = { readonly bucketId: string; readonly fileId: string };

export type BucketFacts = {
	/** In Appwrite's words, such as `read("any")`. */
	readonly permissions: readonly string[];
	/** Whether a file's own permissions count beside the bucket's. */
	readonly hasFileSecurity: boolean;
	readonly isEnabled: boolean;
};

export type FileFacts = {
	readonly permissions: readonly string[];
	/** MD5 of the content, which Appwrite computes. */
	readonly signature: string;
	readonly bytes: number;
};

/** A file as it was when its job was accepted. */
export type PinnedFile = FilePlace & Pick<FileFacts, "signature" | "bytes">;

/** Reads buckets with a key that may read all of them. Rejects with DEPENDENCY_ERROR when the storage does not answer. */
export type BucketFiles = {
	/** Null when missing, and for the private bucket of jobs' pictures. */
	readonly findBucket: (bucketId: string) => Promise<BucketFacts | null>;
	/** Null when missing, or when its upload has not ended. */
	readonly findFile: (place: FilePlace) => Promise<FileFacts | null>;
	/** The content; null when the file is missing or has another content. Then none, or no more than was pinned, is read. */
	readonly readPinned: (file: PinnedFile) => Promise<Uint8Array | null>;
	/** The roles of a user in a team; null when they are no member, or have not accepted the invitation. */
	readonly findTeamRoles: (teamId: string, userId: string) => Promise<readonly string[] | null>;
};
