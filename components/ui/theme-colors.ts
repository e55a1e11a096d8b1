/** The ground of a page in either theme, `--canvas` of app/globals.css: what the system paints around the app. */
export const themeColors = { light: '#ffffff', dark: '#1a1918' } as const;
