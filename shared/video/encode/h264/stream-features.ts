/** What a stream has beside pictures that show in the order they come. No decoder in hardware was tried with these. */
export type StreamFeatures = {
	/** Pictures that are shown before a reference which comes earlier in the stream. */
	readonly isReordered: boolean;
	/** Pictures mixed of two references by explicit weights; only where pictures are reordered. */
	readonly isWeighted: boolean;
};

export const NO_FEATURES: StreamFeatures = { isReordered: false, isWeighted: false };

/** The switches: what plans may make use of. A stream declares only what its plan has used. */
export const ALLOWED_FEATURES: StreamFeatures = { isReordered: true, isWeighted: true };
