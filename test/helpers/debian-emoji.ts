import { existsSync } from "node:fs";

/** Noto's emoji as pictures (table CBDT), of Debian's package fonts-noto-color-emoji: a font as an operator brings it. */
export const DEBIAN_EMOJI = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf";

export const HAS_DEBIAN_EMOJI = existsSync(DEBIAN_EMOJI);

if (!HAS_DEBIAN_EMOJI) console.warn(`Tests of an emoji font of one's own are left out: no ${DEBIAN_EMOJI}.`);
