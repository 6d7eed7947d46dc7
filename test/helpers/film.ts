import { parseConversation } from "../../shared/video/conversation/parse.ts";
import { loadFonts } from "../../shared/video/node/load-fonts.ts";
import type { I420Picture } from "../../shared/video/plan/picture.ts";
import type { Hold } from "../../shared/video/plan/render-plan.ts";
import { planVideo, type VideoPlan } from "../../shared/video/plan-video.ts";

/** A conversation on its real way to pictures, with real fonts, as far as there is no file yet. */
export type Film = VideoPlan & {
	readonly holdAt: (frame: number) => Hold;
	readonly pictureAt: (frame: number) => I420Picture;
};

/** Frames count from 0; a negative one from the end, -1 being the last. */
export async function filmOf(value: unknown): Promise<Film> {
	const conversation = parseConversation(value, { maxMessages: 50 });
	const video = await planVideo(conversation, { loadFonts });
	const painter = video.fonts.createPainter(video.plan.layout);
	const holdAt = (frame: number) => {
		const index = frame < 0 ? video.plan.frameCount + frame : frame;
		let end = 0;
		const hold = video.plan.holds.find((each) => {
			end += each.frameCount;
			return end > index;
		});
		if (hold === undefined) throw new RangeError(`frame ${frame} of ${video.plan.frameCount}`);
		return hold;
	};
	return { ...video, holdAt, pictureAt: (frame) => painter.pictureAt(holdAt(frame).scene) };
}
