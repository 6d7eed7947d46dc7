import { ROW_HEIGHT_PX, type StreamJob } from "../../encode/fast/stream-plan.ts";
import { STRIP_X264_PARAMETERS } from "../../encode/h264/strip-parameters.ts";
import { WITHOUT_PROBING } from "./plain-arguments.ts";

/**
 * How far x264's quantiser is above the CRF that looks alike. Measured on chats: with constant quality x264 spends about as much on a
 * still picture as QP 23 does at CRF 20.
 */
const QP_ABOVE_CRF = 3;

/** The CRF from which on flat ground needs help to stay flat. */
const FINE_CRF = 20;

/**
 * The QP of strips for a CRF: 10 → 13, 20 → 23, 40 → 41.125. Above 20 it rises more slowly, because macroblocks that are not flat are coded
 * the coarser for `chooseAqStrength`. With what transient strips add it is at most 51, the highest of H.264.
 */
export function chooseQuantiser(crf: number): number {
	return crf + QP_ABOVE_CRF - (Math.max(0, crf - FINE_CRF) * 3) / 32;
}

/**
 * How much x264 lowers the QP of what is flat, and raises that of what is not. Flat macroblocks get the QP 17 at CRF 20, where all of flat
 * ground was exact, 21.8 at 28, where at most 2 % of its samples were off by a level, and 29 at 40, where next to none were by more than one.
 */
function chooseAqStrength(crf: number): number {
	const flatQp = Math.min(crf, FINE_CRF) - 3 + 0.6 * Math.max(0, crf - FINE_CRF);
	return (chooseQuantiser(crf) - flatQp) / LOWERED_BY_STRENGTH;
}

/** By how much x264's aq-mode 1 lowers the QP of a macroblock without contrast, at a strength of 1. */
const LOWERED_BY_STRENGTH = 15;

/**
 * Up to this CRF strips are not deblocked. There is nothing to smooth: without it luma is 0.4 to 0.9 dB nearer for the same bytes; at CRF
 * 28 it is 0.2 dB further off.
 */
const DEBLOCKED_ABOVE_CRF = 24;

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
		({ from, to }) => `${from},${to - 1},q=${Math.round(quantiser) + TRANSIENT_QP_ABOVE}`,
	);
	const parameters = [
		...[STRIP_X264_PARAMETERS, `aq-strength=${chooseAqStrength(crf).toFixed(3)}`],
		...(crf > DEBLOCKED_ABOVE_CRF ? [] : ["no-deblock=1"]),
		...(coarser.length === 0 ? [] : [`zones=${coarser.join("/")}`]),
	];
	return [
		...["-hide_banner", "-nostats", "-benchmark"],
		...WITHOUT_PROBING,
		...["-f", "rawvideo", "-pix_fmt", "yuv420p"],
		...["-s", `${film.widthPx}x${ROW_HEIGHT_PX}`, "-r", `${film.fps}`, "-i", "pipe:0"],
		...["-c:v", "libx264", "-profile:v", "high", "-preset", preset, "-crf", `${quantiser}`],
		...["-x264-params", parameters.join(":"), "-pix_fmt", "yuv420p"],
		...["-f", "h264", "pipe:1"],
	];
}
