/**
 * `-x264-params` for everything that is to become a CodedStrip, one string for all of them: strips of one stream must be
 * coded with equal tools. Goes with `-c:v libx264 -profile:v high -preset P -qp N … -f h264`, where preset and QP are the
 * caller's; x264 then codes I slices with QP N − 3 (its ipratio of 1.4).
 *
 * - keyint: every picture is an IDR picture.
 * - cabac, 8x8dct: `ultrafast` turns both off; bands go into CABAC slices, and all strips need the same transforms.
 * - aq-mode, mbtree: one QP all over, so that no seam and no pulse shows.
 * - rc-lookahead, sync-lookahead, threads, sliced-threads, slices: one slice a picture, little memory, no waiting pictures.
 * - bframes, ref, weightp, scenecut: nothing between pictures is looked for.
 * - chroma-qp-offset: a strip knows nothing of the one above, so what chroma is off by right of something coloured stays so
 *   to the edge, as a faint stripe; from −4 on there is none on flat grounds at CRF 20 (looked at, contrast times 12), for 5 % more
 *   bytes. Luma has no such help: the first macroblock of a strip may be off by 1 there, and by several at CRF 28 and above.
 * - repeat-headers, annexb, aud, nal-hrd, pic-struct, interlaced: how the stream is written and what it must not hold.
 */
export const STRIP_X264_PARAMETERS = [
	"keyint=1:cabac=1:8x8dct=1:aq-mode=0:mbtree=0:rc-lookahead=0:sync-lookahead=0:threads=1:sliced-threads=0:slices=1",
	"bframes=0:ref=1:weightp=0:scenecut=0:repeat-headers=1:annexb=1:aud=0:nal-hrd=none:pic-struct=0:interlaced=0:chroma-qp-offset=-4",
].join(":");
