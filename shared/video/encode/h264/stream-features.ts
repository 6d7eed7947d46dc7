/** What a stream has beside pictures that show in the order they come. It declares only what its plan has used. */
export type StreamFeatures = {
	/** Pictures that are shown before a reference which comes earlier in the stream. */
	readonly isReordered: boolean;
	/** Pictures mixed of two references by explicit weights; only where pictures are reordered. */
	readonly isWeighted: boolean;
};

export const NO_FEATURES: StreamFeatures = { isReordered: false, isWeighted: false };
