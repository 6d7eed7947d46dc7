import type { PlannedPicture, StreamPlan } from "./fast/stream-plan.ts";
import type { CodedPicture } from "./h264/coded-picture.ts";
import type { CodedStrip } from "./h264/coded-strip.ts";

/** Reads the coded strips of the plan's slices of these numbers. Their data stay valid until the second call after this one. */
export type StripsAt = (indexes: readonly number[]) => readonly CodedStrip[];

/**
 * Joins a plan's pictures with their coded strips, one a frame. The data of a picture's strips stay valid until the picture after
 * the next, repeats not counted.
 */
export function* codedPictures(
	{ pictures }: Pick<StreamPlan, "pictures">,
	stripsAt: StripsAt,
): Generator<CodedPicture> {
	for (const picture of pictures) {
		if (picture.kind === "repeat") {
			for (let count = 0; count < picture.count; count++) yield { kind: "repeat" };
		} else yield codedPicture(picture, stripsAt);
	}
}

function codedPicture(
	picture: Exclude<PlannedPicture, { kind: "repeat" }>,
	stripsAt: StripsAt,
): CodedPicture {
	if (picture.kind === "key") {
		return { kind: "key", bands: stripsAt(picture.slices).map((strip, row) => ({ atMb: row, strip })) };
	}
	const strips = stripsAt(picture.bands.map(({ slice }) => slice));
	const bands = strips.map((strip, index) => ({ atMb: picture.bands[index]?.row ?? 0, strip }));
	if (picture.kind === "between") {
		const { weight, moves } = picture;
		const inMbs = moves.map(({ fromRow, toRow, shiftPx, of }) => ({
			...{ fromMb: fromRow, toMb: toRow },
			...{ shiftPx, of },
		}));
		return { kind: "between", weight, moves: inMbs, bands };
	}
	const { isReference, betweenCount = 0, scrolls } = picture;
	return {
		kind: "inter",
		isReference,
		betweenCount,
		scrolls: scrolls.map(({ fromRow, toRow, shiftPx }) => ({ fromMb: fromRow, toMb: toRow, shiftPx })),
		bands,
	};
}
