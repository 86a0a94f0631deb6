/** In seconds: from what is aimed at, tens of milliseconds, to what somebody has to look into. */
export const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600]
