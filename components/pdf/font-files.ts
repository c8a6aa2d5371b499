const FOLDER = `${process.cwd()}/node_modules/geist/dist/fonts/geist-sans`;

/** The same typeface as on the pages, read from its package when a document is made. */
export const FONT_FILES = {
  regular: `${FOLDER}/Geist-Regular.ttf`,
  semibold: `${FOLDER}/Geist-SemiBold.ttf`,
} as const;
