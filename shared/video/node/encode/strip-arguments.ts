import { ROW_HEIGHT_PX, type StreamJob } from "../../encode/fast/stream-plan.ts";
import { STRIP_X264_PARAMETERS } from "../../encode/h264/strip-parameters.ts";
import { WITHOUT_PROBING } from "./plain-arguments.ts";

/**
 * How far x264's quantiser is above the CRF that looks alike. x264 takes 3 less for intra pictures, so the strips of CRF 20 have
 * QP 23. Measured on chats: with constant quality x264 spends about as much on a still picture as QP 26 does.
 */
const QP_ABOVE_CRF = 6;

/** The `-qp` for a CRF: 10 → 16, 20 → 26, 40 → 46. With what transient strips add that is at most 51, the highest of H.264. */
export function chooseQuantiser(crf: number): number {
	return crf + QP_ABOVE_CRF;
}

/** Strips seen for one frame alone, while something fades in or moves, are this much coarser: a fade is most of the bytes. */
const TRANSIENT_QP_ABOVE = 5;

/**
 * The arguments of the one ffmpeg that codes the slices of a stream; it reads raw strips from descriptor 0 and writes coded ones to
 * descriptor 1.
 */
export function stripArguments({ film, settings, stream }: StreamJob): readonly string[] {
	const { crf, preset } = settings;
	const quantiser = chooseQuantiser(crf);
	const coarser = stream.transientSlices.map(
		({ from, to }) => `${from},${to - 1},q=${quantiser + TRANSIENT_QP_ABOVE}`,
	);
	const zones = coarser.length === 0 ? "" : `:zones=${coarser.join("/")}`;
	return [
		...["-hide_banner", "-nostats", "-benchmark"],
		...WITHOUT_PROBING,
		...["-f", "rawvideo", "-pix_fmt", "yuv420p"],
		...["-s", `${film.widthPx}x${ROW_HEIGHT_PX}`, "-r", `${film.fps}`, "-i", "pipe:0"],
		...["-c:v", "libx264", "-profile:v", "high", "-preset", preset, "-qp", `${quantiser}`],
		...["-x264-params", `${STRIP_X264_PARAMETERS}${zones}`, "-pix_fmt", "yuv420p"],
		...["-f", "h264", "pipe:1"],
	];
}
