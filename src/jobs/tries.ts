/** How often an approved call that was certainly not executed, or could not be rechecked, goes back in line. */
export const mostTries = 6
