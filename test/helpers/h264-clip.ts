import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ffmpeg } from "./ffmpeg.ts";

export type H264Clip = {
	widthPx: number;
	heightPx: number;
	fps: number;
	sps: Uint8Array;
	pps: readonly Uint8Array[];
	pictures: readonly { nals: readonly Uint8Array[]; isKey: boolean }[];
	/** The stream as x264 wrote it, with start codes. */
	annexB: Buffer;
};

export type ClipOptions = { frames: number; fps?: number; keyEvery?: number; profile?: "baseline" | "high" };

/** Luma of picture `index` of a clip: a grey of its own, for up to 100 pictures. */
export const greyOf = (index: number): number => 20 + 2 * index;

/** A small clip by x264 without B pictures; every picture is all of one grey (`greyOf`). */
export function makeClip({ frames, fps = 30, keyEvery = 25, profile = "baseline" }: ClipOptions): H264Clip {
	const [widthPx, heightPx] = [240, 426];
	const dir = mkdtempSync(join(tmpdir(), "chatreel-clip-"));
	try {
		const file = join(dir, "clip.264");
		const grey = `color=black:s=${widthPx}x${heightPx}:r=${fps},format=yuv420p,geq=lum=20+2*N:cb=128:cr=128`;
		const x264 = `keyint=${keyEvery}:min-keyint=${keyEvery}:scenecut=0:bframes=0:slices=1:sliced-threads=0`;
		const colours = "colorprim=bt709:transfer=bt709:colormatrix=bt709";
		ffmpeg([
			...["-f", "lavfi", "-i", grey, "-frames:v", `${frames}`],
			...["-c:v", "libx264", "-profile:v", profile, "-qp", "4", "-x264-params", `${x264}:${colours}`, file],
		]);
		const annexB = readFileSync(file);
		const nals = nalsOf(annexB);
		const ofType = (...types: number[]) => nals.filter((nal) => types.includes((nal[0] ?? 0) & 31));
		const [sps, pps] = [ofType(7)[0], ofType(8)[0]];
		if (sps === undefined || pps === undefined) throw new Error("x264 wrote no parameter sets");
		const pictures = ofType(1, 5).map((nal) => ({ nals: [nal], isKey: ((nal[0] ?? 0) & 31) === 5 }));
		return { widthPx, heightPx, fps, sps, pps: [pps], pictures, annexB };
	} finally {
		rmSync(dir, { recursive: true });
	}
}

/** NAL units without their start codes (ITU-T H.264, annex B). */
function nalsOf(stream: Buffer): Uint8Array[] {
	const starts: number[] = [];
	for (
		let at = stream.indexOf("\0\0\x01", 0, "latin1");
		at !== -1;
		at = stream.indexOf("\0\0\x01", at + 3, "latin1")
	)
		starts.push(at + 3);
	return starts.map((start, index) => {
		let end = (starts[index + 1] ?? stream.length + 3) - 3;
		while (stream[end - 1] === 0) end -= 1;
		return Uint8Array.from(stream.subarray(start, end));
	});
}
