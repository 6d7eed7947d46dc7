import { bandSlice, keySlice } from "./band-slice.ts";
import { betweenSlices } from "./between-slices.ts";
import type { BetweenPicture, CodedPicture, KeyPicture } from "./coded-picture.ts";
import type { CodedStrip } from "./coded-strip.ts";
import { emptySlices } from "./empty-slices.ts";
import { checkKey, checkKeyBands, type Frame } from "./frame-rules.ts";
import { interSlices } from "./inter-slices.ts";
import { levelFor, MACROBLOCK_PX, MOST_DISPOSABLE_IN_A_ROW } from "./level.ts";
import { countPictures } from "./picture-numbers.ts";
import { INIT_QP, PPS_ID, type PpsKind, writePps } from "./pps.ts";
import type { RepeatFormat } from "./repeat-format.ts";
import { repeatPictures } from "./repeat-picture.ts";
import { type Slice, sliceNal } from "./slice.ts";
import type { PictureHeader, PictureWeight } from "./slice-header.ts";
import { NO_FEATURES, type StreamFeatures } from "./stream-features.ts";
import { STREAM_SWITCHES, type StreamSwitches } from "./stream-switches.ts";
import { FRAME_NUM_BITS, POC_LSB_BITS, writeSps } from "./write-sps.ts";

export type { CodedPicture } from "./coded-picture.ts";
export { annexB } from "./nal.ts";

type VideoStreamOptions = {
	/** Even. */
	readonly widthPx: number;
	/** Even. */
	readonly heightPx: number;
	/** Whole pictures a second. */
	readonly fps: number;
	/** Any strip of the stream: all others must have been coded with the same settings, except the QP. */
	readonly first: CodedStrip;
	/** What the stream may have beside pictures that show in the order they come. Default: nothing. */
	readonly features?: StreamFeatures;
	/** Default: STREAM_SWITCHES. */
	readonly switches?: Pick<StreamSwitches, "mixedEntropyCoding">;
};

type VideoStream = {
	/** NAL units without start codes; they are in none of the access units. */
	readonly sps: Uint8Array;
	readonly pps: readonly Uint8Array[];
	/**
	 * Returns the NAL units of one access unit, without start codes. The first picture must be a key frame. Throws
	 * UnsupportedStreamError for a strip coded otherwise than `first`, RangeError for a picture that cannot be; then the stream
	 * is unchanged.
	 */
	readonly add: (picture: CodedPicture) => readonly Uint8Array[];
};

/** Puts strips together to a High profile stream. State is in the object. */
export function createVideoStream({
	features = NO_FEATURES,
	switches = STREAM_SWITCHES,
	...options
}: VideoStreamOptions): VideoStream {
	const frame = describeFrame(options);
	const { first, fps } = options;
	const numbers = countPictures();
	const empty = emptySlices(frame.widthMbs);
	const repeatsIn: PpsKind = switches.mixedEntropyCoding ? "cavlc" : "cabac";
	const repeat = repeatPictures(repeatFormat(frame, repeatsIn));
	const kinds = new Set<PpsKind>([
		"cabac",
		repeatsIn,
		...(features.isWeighted ? (["weighted"] as const) : []),
	]);
	let isStarted = false;

	const add = (picture: CodedPicture) => {
		if (picture.kind !== "between" && numbers.betweensLeft() > 0)
			throw new RangeError(`a picture of kind "${picture.kind}" where one between two others was announced`);
		if (picture.kind === "key") {
			const slices = keySlices(frame, picture);
			isStarted = true;
			return writeNals(numbers.key(), slices);
		}
		if (!isStarted) throw new RangeError(`the first picture is "${picture.kind}", not "key"`);
		if (picture.kind === "repeat") {
			if (numbers.disposableInARow() > 0) throw new RangeError("a repeat of a disposable picture");
			// A disposable repeat would cost as much, and count among those in a row.
			return [repeat(numbers.inter(true))];
		}
		if (picture.kind === "between") {
			checkFeatures(features, picture);
			if (numbers.betweensLeft() === 0)
				throw new RangeError("a picture between two others that was not announced");
			const slices = betweenSlices(frame, picture, empty);
			return writeNals({ ...numbers.between(), weight: picture.weight }, slices);
		}
		const { isReference, betweenCount = 0 } = picture;
		if (betweenCount > 0 && !(isReference && features.isReordered && numbers.disposableInARow() === 0))
			throw new RangeError("pictures between two others, of which one is no reference");
		const slices = interSlices(frame, picture, empty);
		if (!isReference && numbers.disposableInARow() === MOST_DISPOSABLE_IN_A_ROW) {
			throw new RangeError(`more than ${MOST_DISPOSABLE_IN_A_ROW} disposable pictures in a row`);
		}
		return writeNals(numbers.inter(isReference, betweenCount), slices);
	};

	return {
		sps: writeSps({ ...frame, fps, isReordered: features.isReordered }),
		pps: [...kinds].map((kind) => writePps(first.tools, kind)),
		add,
	};
}

function checkFeatures({ isWeighted }: StreamFeatures, { weight }: BetweenPicture): void {
	if (weight !== null && !isWeighted) throw new RangeError("a weight in a stream without");
}

function keySlices(frame: Frame, picture: KeyPicture): readonly Slice[] {
	if ("bands" in picture) {
		checkKeyBands(frame, picture.bands);
		return picture.bands.map(bandSlice);
	}
	checkKey(frame, picture.strip);
	return [keySlice(picture.strip)];
}

function repeatFormat({ widthMbs, heightMbs }: Frame, kind: PpsKind): RepeatFormat {
	return {
		mbCount: widthMbs * heightMbs,
		ppsId: PPS_ID[kind],
		frameNumBits: FRAME_NUM_BITS,
		pocLsbBits: POC_LSB_BITS,
		isCabac: kind === "cabac",
		initQp: INIT_QP,
		hasDeblockingControl: true,
	};
}

function writeNals(header: PictureHeader & PictureWeight, slices: readonly Slice[]): readonly Uint8Array[] {
	return slices.map((slice) => sliceNal(header, slice));
}

function describeFrame({
	widthPx,
	heightPx,
	fps,
	first,
}: Omit<VideoStreamOptions, "features" | "switches">): Frame {
	for (const [name, value] of Object.entries({ widthPx, heightPx })) {
		const isEven = Number.isInteger(value) && value > 0 && value % 2 === 0;
		if (!isEven) throw new RangeError(`${name} is an even number above 0, received ${value}`);
	}
	const isRate = Number.isInteger(fps) && fps > 0;
	if (!isRate) throw new RangeError(`fps is a whole number above 0, received ${fps}`);
	const widthMbs = Math.ceil(widthPx / MACROBLOCK_PX);
	const heightMbs = Math.ceil(heightPx / MACROBLOCK_PX);
	const { maxMotionPx } = levelFor({ widthMbs, heightMbs, fps });
	return { widthPx, heightPx, widthMbs, heightMbs, maxMotionPx, tools: first.tools };
}
