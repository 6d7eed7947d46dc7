import type { PicturePlan, PlannedPicture } from "../plan/picture-plan.ts";
import type { CodedPicture } from "./h264/coded-picture.ts";
import type { CodedStrip } from "./h264/coded-strip.ts";

/** A plan's pictures with their coded strips, one a frame. */
export function* codedPictures(
	{ pictures }: Pick<PicturePlan, "pictures">,
	strips: readonly CodedStrip[],
): Generator<CodedPicture> {
	for (const picture of pictures) {
		if (picture.kind === "repeat") {
			for (let count = 0; count < picture.count; count++) yield { kind: "repeat" };
		} else yield codedPicture(picture, strips);
	}
}

function codedPicture(
	picture: Exclude<PlannedPicture, { kind: "repeat" }>,
	strips: readonly CodedStrip[],
): CodedPicture {
	const placed = (row: number, index: number) => {
		const strip = strips[index];
		if (strip === undefined) throw new RangeError(`There is no strip ${index}`);
		return { atMb: row, strip };
	};
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
