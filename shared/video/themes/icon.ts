/** A drawing of one colour, in points from its upper left corner. */
export type Icon = {
	readonly widthPt: number;
	readonly heightPt: number;
	/** SVG path data, filled. Absolute commands of pairs only, so that it can be scaled, moved and mirrored. */
	readonly outlines: readonly string[];
	/** It shows a direction, so that a right-to-left look mirrors it. */
	readonly isDirectional?: true;
};
