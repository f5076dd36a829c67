// From packages, so that the page looks the same everywhere and asks no other server.
import '@fontsource/lato/400.css'
import '@fontsource/lato/400-italic.css'
import '@fontsource/lato/700.css'
import '@fontsource/lato/900.css'
// The whole set in one file: the subsets hold their pictures as SVG, which Chromium does not draw.
import '@fontsource/noto-color-emoji/emoji.css'
import '@fontsource-variable/noto-sans-sc/index.css'
