/** rangeTabLPS by pStateIdx and qCodIRangeIdx, four to a state (table 9-44). */
// biome-ignore format: a table of the standard
export const RANGE_LPS = Uint8Array.of(
	128,176,208,240, 128,167,197,227, 128,158,187,216, 123,150,178,205, 116,142,169,195, 111,135,160,185,
	105,128,152,175, 100,122,144,166,  95,116,137,158,  90,110,130,150,  85,104,123,142,  81, 99,117,135,
	 77, 94,111,128,  73, 89,105,122,  69, 85,100,116,  66, 80, 95,110,  62, 76, 90,104,  59, 72, 86, 99,
	 56, 69, 81, 94,  53, 65, 77, 89,  51, 62, 73, 85,  48, 59, 69, 80,  46, 56, 66, 76,  43, 53, 63, 72,
	 41, 50, 59, 69,  39, 48, 56, 65,  37, 45, 54, 62,  35, 43, 51, 59,  33, 41, 48, 56,  32, 39, 46, 53,
	 30, 37, 43, 50,  29, 35, 41, 48,  27, 33, 39, 45,  26, 31, 37, 43,  24, 30, 35, 41,  23, 28, 33, 39,
	 22, 27, 32, 37,  21, 26, 30, 35,  20, 24, 29, 33,  19, 23, 27, 31,  18, 22, 26, 30,  17, 21, 25, 28,
	 16, 20, 23, 27,  15, 19, 22, 25,  14, 18, 21, 24,  14, 17, 20, 23,  13, 16, 19, 22,  12, 15, 18, 21,
	 12, 14, 17, 20,  11, 14, 16, 19,  11, 13, 15, 18,  10, 12, 15, 17,  10, 12, 14, 16,   9, 11, 13, 15,
	  9, 11, 12, 14,   8, 10, 12, 14,   8,  9, 11, 13,   7,  9, 11, 12,   7,  9, 10, 12,   7,  8, 10, 11,
	  6,  8,  9, 11,   6,  7,  9, 10,   6,  7,  8,  9,   2,  2,  2,  2,
);

/** transIdxLPS by pStateIdx (table 9-45); transIdxMPS is the next one, up to 62. */
// biome-ignore format: a table of the standard
export const NEXT_STATE_LPS = Uint8Array.of(
	 0, 0, 1, 2, 2, 4, 4, 5, 6, 7, 8, 9, 9,11,11,12,13,13,15,15,16,16,18,18,19,19,21,21,22,22,23,24,
	24,25,26,26,27,27,28,29,29,30,30,30,31,32,32,33,33,33,34,34,35,35,35,36,36,36,37,37,37,38,38,63,
);

/** ctxIdxOffset of the syntax elements that P and B slices of ours hold (table 9-34). */
export const CTX = {
	skipFlag: 11,
	mbType: 14,
	skipFlagB: 24,
	mbTypeB: 27,
	mvdX: 40,
	mvdY: 47,
	cbpLuma: 73,
	cbpChroma: 77,
} as const;

/** [m, n] by ctxIdx for cabac_init_idc 0, from the first of each run (tables 9-13, 9-14, 9-16 and 9-18), equal in P and B slices. */
// biome-ignore format: a table of the standard
export const P_SLICE_CONTEXTS: readonly (readonly [firstCtxIdx: number, ...values: (readonly [m: number, n: number])[]])[] = [
	[CTX.skipFlag, [23, 33], [23, 2], [21, 0]],
	[CTX.mbType, [1, 9], [0, 49], [-37, 118], [5, 57]],
	[CTX.skipFlagB, [18, 64], [9, 43], [29, 0]],
	[CTX.mbTypeB, [26, 67], [16, 90], [9, 104], [-46, 127], [-20, 104], [1, 67]],
	[CTX.mvdX, [-3, 69], [-6, 81], [-11, 96], [6, 55], [7, 67], [-5, 86], [2, 88]],
	[CTX.mvdY, [0, 58], [-3, 76], [-10, 94], [5, 54], [4, 69], [-3, 81], [0, 88]],
	[CTX.cbpLuma, [-27, 126], [-28, 98], [-25, 101], [-23, 67]],
	[CTX.cbpChroma, [-28, 82]],
];
