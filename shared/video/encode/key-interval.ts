/** The longest time between two key frames, so that a player seeks quickly and a cut finds a place. */
export const KEY_INTERVAL_SECONDS = 5;
