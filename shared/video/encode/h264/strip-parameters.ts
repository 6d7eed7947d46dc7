/**
 * `-x264-params` for everything that is to become a CodedStrip, one string for all of them: strips of one stream must be
 * coded with equal tools. Goes with `-c:v libx264 -profile:v high -preset P -crf N … -f h264`, where preset and CRF are the
 * caller's; x264 then codes I slices with QP N.
 *
 * - keyint: every picture is an IDR picture.
 * - cabac, 8x8dct: `ultrafast` turns both off; bands go into CABAC slices, and all strips need the same transforms.
 * - qcomp, qpstep, mbtree: one QP for all strips, whatever is on them and before them, so that no seam and no pulse shows.
 * - aq-mode: the QP of a macroblock follows from its own contrast alone. A strip begins with a prediction from 128, and each macroblock
 *   copies what the one on its left is off by; where the ground is flat, a low QP ends that for next to nothing. Without it half of the
 *   flat samples were off by a level at CRF 28. x264 has it only with `-crf`, which takes a third more CPU than `-qp`.
 * - deadzone-intra: coefficients are rounded to the nearest. 1 % more bytes for 0.2 dB at the same QP, and flat ground is nearer.
 * - rc-lookahead, sync-lookahead, threads, sliced-threads, slices: one slice a picture, little memory, no waiting pictures.
 * - bframes, ref, weightp, scenecut: nothing between pictures is looked for.
 * - chroma-qp-offset: chroma about as fine as the plain engine's. (At one QP for all macroblocks flat grounds needed −4: what chroma was
 *   off by right of something coloured stayed so to the edge, as a faint stripe.)
 * - repeat-headers, annexb, aud, nal-hrd, pic-struct, interlaced: how the stream is written and what it must not hold.
 */
export const STRIP_X264_PARAMETERS = [
	"keyint=1:cabac=1:8x8dct=1:aq-mode=1:qcomp=1:qpstep=51:mbtree=0:deadzone-intra=0:chroma-qp-offset=-2",
	"rc-lookahead=0:sync-lookahead=0:threads=1:sliced-threads=0:slices=1:bframes=0:ref=1:weightp=0:scenecut=0",
	"repeat-headers=1:annexb=1:aud=0:nal-hrd=none:pic-struct=0:interlaced=0",
].join(":");
