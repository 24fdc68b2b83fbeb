/** More scenario seconds than this at once is a jump: at sixty times the speed a beat of a second is sixty. */
export const longestTold = 90;
