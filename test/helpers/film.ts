import { parseConversation } from "../../shared/video/conversation/parse.ts";
import { openStudio } from "../../shared/video/node/open-studio.ts";
import type { I420Picture } from "../../shared/video/plan/picture.ts";
import type { Run } from "../../shared/video/plan/render-plan.ts";
import { planVideo, type VideoPlan } from "../../shared/video/plan-video.ts";

/** A conversation on its real way to pictures, with real fonts, as far as there is no file yet. */
export type Film = VideoPlan & {
	readonly runAt: (frame: number) => Run;
	readonly pictureAt: (frame: number) => I420Picture;
};

/** Frames count from 0; a negative one from the end, -1 being the last. */
export async function filmOf(value: unknown): Promise<Film> {
	const conversation = parseConversation(value, { maxMessages: 50 });
	const video = await planVideo(conversation, { openStudio });
	const painter = video.studio.createPainter(video.plan.layout);
	const runAt = (frame: number) => {
		const index = frame < 0 ? video.plan.frameCount + frame : frame;
		let end = 0;
		const run = video.plan.runs.find((each) => {
			end += each.frameCount;
			return end > index;
		});
		if (run === undefined) throw new RangeError(`frame ${frame} of ${video.plan.frameCount}`);
		return run;
	};
	return { ...video, runAt, pictureAt: (frame) => painter.pictureAt(runAt(frame).scene) };
}
