import type { Quality } from "./measure-quality.ts";

/**
 * What the plain engine would need for a luma PSNR, and the SSIM it would have then, from its files at two CRFs: the line through them on
 * a logarithmic scale of bytes, also a little beyond them.
 */
export function atEqualLuma(
	lumaDb: number,
	[finer, coarser]: readonly [Quality, Quality],
): Pick<Quality, "bytes" | "ssimDb"> {
	const share = (finer.lumaDb - lumaDb) / (finer.lumaDb - coarser.lumaDb);
	return {
		bytes: Math.round(finer.bytes * (coarser.bytes / finer.bytes) ** share),
		ssimDb: finer.ssimDb + share * (coarser.ssimDb - finer.ssimDb),
	};
}
