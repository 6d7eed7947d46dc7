import type { PicturePlan, PlannedPicture } from "../plan/picture-plan.ts";
import type { CodedPicture } from "./h264/coded-picture.ts";
import type { CodedStrip } from "./h264/coded-strip.ts";

/** Gives the coded strip of that number in the plan. */
export type StripAt = (index: number) => CodedStrip;

/** A plan's pictures with their coded strips, one a frame. */
export function* codedPictures(
	{ pictures }: Pick<PicturePlan, "pictures">,
	stripAt: StripAt,
): Generator<CodedPicture> {
	for (const picture of pictures) {
		if (picture.kind === "repeat") {
			for (let count = 0; count < picture.count; count++) yield { kind: "repeat" };
		} else yield codedPicture(picture, stripAt);
	}
}

function codedPicture(picture: Exclude<PlannedPicture, { kind: "repeat" }>, stripAt: StripAt): CodedPicture {
	const placed = (row: number, index: number) => ({ atMb: row, strip: stripAt(index) });
	if (picture.kind === "key")
		return { kind: "key", bands: picture.strips.map((strip, row) => placed(row, strip)) };
	const { isReference, scroll, bands } = picture;
	return {
		kind: "inter",
		isReference,
		scroll: scroll === null ? null : { fromMb: scroll.fromRow, toMb: scroll.toRow, shiftPx: scroll.shiftPx },
		bands: bands.map(({ row, strip }) => placed(row, strip)),
	};
}
