import { levelFor, MACROBLOCK_PX } from "../../../shared/video/encode/h264/level.ts";
import type { VideoSize } from "./messages.ts";

/** H.264 profiles as a codec string begins, the better first: High, Main, and Constrained Baseline. */
const PROFILES = ["6400", "4d00", "42e0"] as const;

/**
 * Bits a pixel: 8 Mbit/s at 1080×1920 and 30 frames, what YouTube recommends for uploads of that size (its help, "recommended upload
 * encoding settings"). A chat takes a tenth of it, because most of it stands still and encoders then code as finely as they can;
 * it bounds those that would use up whatever they are given.
 */
const BITS_PER_PIXEL = 0.1286;

/**
 * What a browser's encoder is asked for, the best first. The level is that of the server's files: 1080×1920 at 30 is 4.0.
 * Not `realtime`, which may leave out frames.
 */
export function listVideoConfigs({ widthPx, heightPx, fps }: VideoSize): readonly VideoEncoderConfig[] {
	const [widthMbs, heightMbs] = [Math.ceil(widthPx / MACROBLOCK_PX), Math.ceil(heightPx / MACROBLOCK_PX)];
	const level = levelFor({ widthMbs, heightMbs, fps }).idc.toString(16).padStart(2, "0");
	const configs = PROFILES.map(
		(profile) =>
			({
				codec: `avc1.${profile}${level}`,
				width: widthPx,
				height: heightPx,
				framerate: fps,
				bitrate: Math.round(widthPx * heightPx * fps * BITS_PER_PIXEL),
				bitrateMode: "variable",
				latencyMode: "quality",
				avc: { format: "avc" },
			}) as const,
	);
	return [
		...configs,
		...configs.map((config) => ({ ...config, hardwareAcceleration: "prefer-software" as const })),
	];
}
