import type { PlanSummary } from "../cost/plan-summary.ts";
import type { ChatLayout } from "../layout/chat-layout.ts";
import type { Scene } from "../layout/scene.ts";
import type { RowSpan } from "./picture.ts";
import type { PicturePlan } from "./picture-plan.ts";

/** A frame hold: consecutive frames that show one picture. */
export type Hold = {
	readonly scene: Scene;
	readonly frameCount: number;
	/** The rows that differ from the hold before; all rows for the first. */
	readonly dirty: RowSpan;
};

/** All that decides the pictures of a video. A plain value: equal for equal input. */
export type RenderPlan = {
	readonly fps: number;
	/** x264's constant rate factor. */
	readonly crf: number;
	/** x264's preset. */
	readonly preset: string;
	readonly layout: ChatLayout;
	readonly holds: readonly Hold[];
	/** The same frames as an H.264 stream of as few coded strips as may be. */
	readonly pictures: PicturePlan;
	readonly frameCount: number;
	readonly summary: PlanSummary;
};
