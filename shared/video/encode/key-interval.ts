/**
 * The longest time between two key frames, so that a player seeks quickly and a cut finds a place. Facebook's Reels want two to five
 * seconds. With ten, files would be a quarter smaller (docs/benchmarks.md, "Quality").
 */
export const KEY_INTERVAL_SECONDS = 5;
